using System.Net.Http.Headers;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Media;

/// <summary>Fetches the file of a media ingest (contract 13.1).</summary>
internal sealed class SourceFetcher(EmulatorClock clock) : IDisposable
{
    private const int MostRedirects = 3;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectCallback = SourceAddress.ConnectAsync,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public async Task<FetchedFile> FetchAsync(Uri source, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, clock.Real);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var response = await GetAsync(source, stop.Token);
            return new FetchedFile(
                await BytesAsync(response.Content, stop.Token),
                response.Content.Headers.ContentType?.ToString(),
                FileName(response.Content.Headers.ContentDisposition) ?? Path.GetFileName(Uri.UnescapeDataString(source.AbsolutePath)));
        }
        catch (HttpRequestException failed)
        {
            throw failed.InnerException as Refusal ?? Unreachable("cannot be reached");
        }
        catch (IOException)
        {
            throw Unreachable("broke off");
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            throw Unreachable($"took more than {Deadline.TotalSeconds:0} seconds");
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> GetAsync(Uri source, CancellationToken cancellationToken)
    {
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            SourceAddress.Check(source);
            var response = await http.GetAsync(source, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode)
                return response;

            using (response)
            {
                if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } next)
                    throw Unreachable($"answered {(int)response.StatusCode}");
                source = new Uri(source, next);
            }
        }

        throw Unreachable("redirects too often");
    }

    private static async Task<byte[]> BytesAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await using var body = await content.ReadAsStreamAsync(cancellationToken);
        var part = new byte[81920];
        while (await body.ReadAsync(part, cancellationToken) is > 0 and var count)
        {
            if (bytes.Length + count > MediaKind.LargestUpload)
                throw Refusal.Plain(StatusCodes.Status413PayloadTooLarge, $"source has more than {MediaKind.LargestUpload} bytes");
            bytes.Write(part, 0, count);
        }

        return bytes.ToArray();
    }

    private static string? FileName(ContentDispositionHeaderValue? header) =>
        (header?.FileNameStar ?? header?.FileName)?.Trim('"') is { Length: > 0 } name ? Path.GetFileName(name) : null;

    private static Refusal Unreachable(string what) => Refusal.Plain(StatusCodes.Status502BadGateway, $"source {what}");
}

internal sealed record FetchedFile(byte[] Bytes, string? MimeType, string FileName);
