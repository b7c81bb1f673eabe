namespace Threadway.Web.Messaging.Media;

/// <summary>A file on its way through: the beginning that was looked at, then the rest as it comes in, and no more than may be.</summary>
internal sealed class UploadStream(ReadOnlyMemory<byte> head, Stream rest, long most) : Stream
{
    private int given;

    /// <summary>How many bytes went through.</summary>
    public long Count { get; private set; }

    /// <summary>The file was too large: it was cut off, and nobody has it.</summary>
    public bool IsOver { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int length;
        if (given < head.Length)
        {
            length = Math.Min(buffer.Length, head.Length - given);
            head.Slice(given, length).CopyTo(buffer);
            given += length;
        }
        else
        {
            length = await rest.ReadAsync(buffer, cancellationToken);
        }

        Count += length;
        if (Count <= most) return length;
        IsOver = true;
        // To the client that sends it, it is a body that broke off.
        throw new IOException("The file is larger than it may be.");
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
