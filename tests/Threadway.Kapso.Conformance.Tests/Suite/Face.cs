using System.Net.Http.Headers;
using System.Text;

namespace Threadway.Kapso.Conformance.Tests.Suite;

/// <summary>One of the target's APIs: plain requests below a path, with the key.</summary>
public sealed class Face(HttpClient http, string prefix, string? key)
{
    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Reply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<Reply> PostAsync(string path, string json = "{}") => SendAsync(HttpMethod.Post, path, json);

    public Task<Reply> PatchAsync(string path, string json) => SendAsync(HttpMethod.Patch, path, json);

    public Task<Reply> PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, json);

    public Task<Reply> SendAsync(HttpMethod method, string path, string? json = null) =>
        SendAsync(method, path, json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"));

    /// <summary>A file as the proxy takes it: multipart, with the type on the part (contract 13.1).</summary>
    public Task<Reply> UploadAsync(string path, byte[] bytes, string mimeType, string fileName)
    {
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = MediaTypeHeaderValue.Parse(mimeType);
        return SendAsync(HttpMethod.Post, path, new MultipartFormDataContent
        {
            { new StringContent("whatsapp"), "messaging_product" },
            { file, "file", fileName },
        });
    }

    /// <summary>The same API with another key, or with none.</summary>
    public Face WithKey(string? other) => new(http, prefix, other);

    public async Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
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
