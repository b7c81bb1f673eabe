using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Webhooks;

/// <summary>The headers of contract 8.1 and the subscriber's own, which cannot take the place of Kapso's.</summary>
internal static class WebhookHeaders
{
    public const string Event = "X-Webhook-Event";
    public const string Signature = "X-Webhook-Signature";
    public const string IdempotencyKey = "X-Idempotency-Key";

    /// <summary>Kind meta has the signature and the body's digest alone.</summary>
    public static Dictionary<string, string> Of(Webhook webhook, Payload payload, string body, bool badSignature)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var headers = new Dictionary<string, string>(webhook.Headers ?? [], StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = "application/json" };
        if (webhook.Kind == WebhookKind.Meta)
        {
            headers[IdempotencyKey] = Convert.ToHexStringLower(SHA256.HashData(bytes));
        }
        else
        {
            headers[Event] = payload.Event;
            headers[IdempotencyKey] = Ids.Uuid();
            headers["X-Webhook-Payload-Version"] = webhook.PayloadVersion;
        }

        if (payload.BatchSize is { } size)
            (headers["X-Webhook-Batch"], headers["X-Batch-Size"]) = ("true", size.ToString(CultureInfo.InvariantCulture));
        if (webhook.SecretKey is { } secret)
            headers[Signature] = WebhookSignature.Of(badSignature ? secret + "?" : secret, bytes);
        return headers;
    }
}
