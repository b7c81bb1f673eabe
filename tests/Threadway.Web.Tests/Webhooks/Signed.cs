using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Threadway.Web.Tests.Webhooks;

/// <summary>Deliveries as Kapso makes them, signed as the contract says it, written apart from the SDK's.</summary>
internal static class Signed
{
    public const string MessageReceived = "whatsapp.message.received";

    public static Task<HttpResponseMessage> DeliverAsync(this HttpClient http, string name, byte[] body, string key) =>
        http.SendAsync(Request(name, body, Sign(body), key), TestContext.Current.CancellationToken);

    /// <summary>A message to the number; what it says is in its id.</summary>
    public static Task<HttpResponseMessage> DeliverMessageAsync(this HttpClient http, string phoneNumberId, int message) =>
        http.DeliverAsync(MessageReceived, Message(phoneNumberId, message), $"{phoneNumberId}:{message}");

    public static byte[] Message(string phoneNumberId, int message) => Encoding.UTF8.GetBytes(
        $$"""{"message":{"id":"{{message.ToString(CultureInfo.InvariantCulture)}}","type":"text","from":"573001","text":{"body":"Hola"} },"phone_number_id":"{{phoneNumberId}}"}""");

    public static HttpRequestMessage Request(string name, byte[] body, string? signature, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/webhooks/kapso", UriKind.Relative)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-Webhook-Event", name);
        if (signature is not null) request.Headers.TryAddWithoutValidation("X-Webhook-Signature", signature);
        if (key is not null) request.Headers.Add("X-Idempotency-Key", key);
        return request;
    }

    public static string Sign(byte[] body, string secret = ThreadwayApp.WebhookSecret)
    {
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(secret));
        return Convert.ToHexString(hmac.ComputeHash(body)).ToLowerInvariant();
    }
}
