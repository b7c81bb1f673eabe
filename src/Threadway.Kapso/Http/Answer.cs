namespace Threadway.Kapso.Http;

internal static class Answer
{
    public const int MaxSuccessBytes = 8 * 1024 * 1024;
    public const int MaxErrorBytes = 64 * 1024;

    /// <summary>Reads a body within bounds: a success must fit, an error is cut, because its status matters more than its text.</summary>
    public static async Task<byte[]> ReadBodyAsync(this HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.IsSuccessStatusCode)
        {
            await answer.Content.LoadIntoBufferAsync(MaxSuccessBytes, cancellationToken).ConfigureAwait(false);
            return await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        }

        var body = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            var buffer = new byte[MaxErrorBytes];
            var length = await body
                .ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
            return buffer[..length];
        }
    }

    public static TimeSpan? RetryAfter(this HttpResponseMessage answer, TimeProvider time) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero,
        _ => null,
    };
}

/// <summary>Reads each answer to its end within the attempt, so that a body that stalls or breaks off counts as a failed attempt.</summary>
internal sealed class BufferedAnswers : DelegatingHandler
{
    /// <summary>Marks a request whose answer is a file: it goes through as it comes.</summary>
    public static readonly HttpRequestOptionsKey<bool> Unbuffered = new("Threadway.Kapso.Unbuffered");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (request.Options.TryGetValue(Unbuffered, out var unbuffered) && unbuffered)
            return answer;

        try
        {
            var content = new ByteArrayContent(await answer.ReadBodyAsync(cancellationToken).ConfigureAwait(false));
            foreach (var (name, values) in answer.Content.Headers)
            {
                // The length was that of the body before it was cut or unpacked.
                if (name != "Content-Length")
                    content.Headers.TryAddWithoutValidation(name, values);
            }

            answer.Content.Dispose();
            answer.Content = content;
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }
}
