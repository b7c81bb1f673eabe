using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso;

namespace Threadway.Bench;

/// <summary>The same two calls by hand: what nobody can do much cheaper with <see cref="HttpClient"/>.</summary>
internal sealed class BareCalls(HttpClient http)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public async Task<string> SendAsync(string phoneNumberId, string to, string text)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(CannedKapso.Origin, $"/meta/whatsapp/v24.0/{Uri.EscapeDataString(phoneNumberId)}/messages"));
        var body = new BareSend("whatsapp", "individual", to, "text", new(text));
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, BareJson.Default.BareSend))
        {
            Headers = { ContentType = Json },
        };
        using var answer = await SendAsync(request);
        var sent = JsonSerializer.Deserialize(await answer.Content.ReadAsByteArrayAsync(), BareJson.Default.BareSent)!;
        return sent.Messages[0].Id;
    }

    public async Task<int> ListAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(CannedKapso.Origin, "/platform/v1/customers?page=1"));
        using var answer = await SendAsync(request);
        var page = JsonSerializer.Deserialize(await answer.Content.ReadAsByteArrayAsync(), BareJson.Default.BarePage)!;
        return page.Data.Count;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        request.Headers.Add("X-API-Key", "key");
        request.Headers.Accept.Add(new("application/json"));
        request.Headers.UserAgent.Add(new("Bare", "1.0"));
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.EnsureSuccessStatusCode();
    }
}

internal sealed record BareSend(string MessagingProduct, string RecipientType, string To, string Type, BareText Text);

internal sealed record BareText(string Body);

internal sealed record BareSent(IReadOnlyList<BareMessage> Messages, IReadOnlyList<BareContact> Contacts);

internal sealed record BareMessage(string Id, string? MessageStatus);

internal sealed record BareContact(string? WaId);

internal sealed record BarePage(IReadOnlyList<Customer> Data, BareMeta Meta);

internal sealed record BareMeta(int TotalPages);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BareSend))]
[JsonSerializable(typeof(BareSent))]
[JsonSerializable(typeof(BarePage))]
internal sealed partial class BareJson : JsonSerializerContext;
