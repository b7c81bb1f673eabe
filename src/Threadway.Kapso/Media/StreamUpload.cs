using System.Net;

namespace Threadway.Kapso;

/// <summary>Sends a stream from where it stands, again from there when the call is repeated, and leaves it open: it is the caller's.</summary>
internal sealed class StreamUpload(Stream stream) : HttpContent
{
    private readonly long? start = stream.CanSeek ? stream.Position : null;

    protected override Task SerializeToStreamAsync(Stream target, TransportContext? context) =>
        SerializeToStreamAsync(target, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream target, TransportContext? context, CancellationToken cancellationToken)
    {
        if (start is { } position)
            stream.Position = position;

        return stream.CopyToAsync(target, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = start is { } position ? stream.Length - position : 0;
        return start is not null;
    }
}
