using System.Buffers;

namespace Threadway.Kapso.Http;

internal static class Answer
{
    public const int MaxSuccessBytes = 8 * 1024 * 1024;
    public const int MaxErrorBytes = 64 * 1024;

    private const int UsualBytes = 4096;

    /// <summary>Reads a body within bounds: a success must fit, an error is cut, because its status matters more than its text.</summary>
    public static async ValueTask<AnswerBody> ReadBodyAsync(this HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var most = answer.IsSuccessStatusCode ? MaxSuccessBytes : MaxErrorBytes;
        var stream = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent(UsualBytes);
        var length = 0;

        try
        {
            while (await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false) is > 0 and var more)
            {
                length += more;
                if (length > most)
                    return answer.IsSuccessStatusCode ? throw TooLong() : new((int)answer.StatusCode, buffer, most);

                if (length == buffer.Length)
                    buffer = Grown(buffer);
            }

            return new((int)answer.StatusCode, buffer, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    public static TimeSpan? RetryAfter(this HttpResponseMessage answer, TimeProvider time) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero,
        _ => null,
    };

    private static byte[] Grown(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }

    private static HttpRequestException TooLong() =>
        new(HttpRequestError.ConfigurationLimitExceeded, $"The answer is longer than {MaxSuccessBytes} bytes.");
}

/// <summary>A status and a body in a rented buffer, which goes back when this is disposed of.</summary>
internal readonly struct AnswerBody(int status, byte[] buffer, int length) : IDisposable
{
    public int Status => status;

    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, length);

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
}
