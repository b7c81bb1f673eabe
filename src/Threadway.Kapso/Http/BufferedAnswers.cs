namespace Threadway.Kapso.Http;

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
            using var body = await answer.ReadBodyAsync(cancellationToken).ConfigureAwait(false);
            var content = new ByteArrayContent(body.Bytes.ToArray());
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
