using System.Security.Cryptography;
using System.Text;

namespace Threadway.Cluster.Tests.Support;

/// <summary>One webhook delivery as Kapso makes it: the same bytes, key and signature at each repetition.</summary>
internal sealed record Delivery(string Key, string Event, byte[] Body, string Signature)
{
    public const string Secret = "a-secret-for-tests";

    private const string Path = "/api/webhooks/kapso";

    /// <summary>Somebody wrote to a number.</summary>
    public static Delivery OfMessage(string phoneNumberId) => Of(
        "whatsapp.message.received",
        $$$"""
        {"message":{"id":"wamid.{{{Guid.NewGuid():N}}}","timestamp":"1777888800","type":"text","from":"34600998877","text":{"body":"Hola"}},
        "conversation":{"id":"ef2e1b0d-8f1d-4c00-8a0c-1c7e7e1e4bcc","phone_number":"34600998877","phone_number_id":"{{{phoneNumberId}}}"},
        "is_new_conversation":false,"phone_number_id":"{{{phoneNumberId}}}"}
        """);

    /// <summary>A number is there: to handle it, Kapso has to be asked.</summary>
    public static Delivery OfNumber(string phoneNumberId, string customerId) => Of(
        "whatsapp.phone_number.created",
        $$$"""{"phone_number_id":"{{{phoneNumberId}}}","project":{"id":"bc9b8eda-5c8a-4fdd-9cd9-8f4b4b8b1e99"},"customer":{"id":"{{{customerId}}}"}}""");

    public HttpRequestMessage ToRequest(Uri node)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(node, Path)) { Content = new ByteArrayContent(Body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-Webhook-Event", Event);
        request.Headers.Add("X-Webhook-Signature", Signature);
        request.Headers.Add("X-Idempotency-Key", Key);
        return request;
    }

    private static Delivery Of(string name, string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        return new(Guid.NewGuid().ToString(), name, body, Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body)));
    }
}
