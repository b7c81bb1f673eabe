using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Threadway.Kapso.Conformance.Tests.Suite;

/// <summary>
/// One of the target's APIs: plain requests below a path, with the key. A patient one waits out the target's own rate limit,
/// which a whole suite soon meets at a small plan.
/// </summary>
public sealed class Face(HttpClient http, string prefix, string? key, bool isPatient = false)
{
    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Reply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<Reply> PostAsync(string path, string json = "{}") => SendAsync(HttpMethod.Post, path, json);

    public Task<Reply> PatchAsync(string path, string json) => SendAsync(HttpMethod.Patch, path, json);

    public Task<Reply> PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, json);

    public Task<Reply> SendAsync(HttpMethod method, string path, string? json = null) =>
        SendAsync(method, path, json is null ? null : () => new StringContent(json, Encoding.UTF8, "application/json"));

    /// <summary>A file as the proxy takes it: multipart, with the type on the part (contract 13.1).</summary>
    public Task<Reply> UploadAsync(string path, byte[] bytes, string mimeType, string fileName) => SendAsync(HttpMethod.Post, path, () =>
    {
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = MediaTypeHeaderValue.Parse(mimeType);
        return new MultipartFormDataContent { { new StringContent("whatsapp"), "messaging_product" }, { file, "file", fileName } };
    });

    /// <summary>The same API with another key, or with none.</summary>
    public Face WithKey(string? other) => new(http, prefix, other, isPatient);

    /// <summary>The same API for whoever wants to see the rate limit.</summary>
    public Face Impatient() => new(http, prefix, key);

    public async Task<Reply> SendAsync(HttpMethod method, string path, Func<HttpContent>? content, params (string Name, string Value)[] headers)
    {
        while (true)
        {
            var reply = await SendOnceAsync(method, path, content?.Invoke(), headers);
            if (!isPatient || reply.Status != 429 || !int.TryParse(reply.Header("Retry-After"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                return reply;
            await Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private async Task<Reply> SendOnceAsync(HttpMethod method, string path, HttpContent? content, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, prefix + path) { Content = content };
        if (key is not null)
            request.Headers.Add("X-API-Key", key);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return await Reply.OfAsync($"{method} {prefix}{path}", response);
    }
}
