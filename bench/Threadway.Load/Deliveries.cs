using System.Globalization;
using System.Text;
using Threadway.Kapso.Webhooks;

namespace Threadway.Load;

/// <summary>Kapso's deliveries as bytes on the wire, made and signed beforehand; only the idempotency key changes from one to the next.</summary>
internal sealed class Deliveries
{
    private const int KeyLength = 36;
    private const int TextsOfANumber = 8;
    private const long FirstNumber = 600_000_000_000_000;

    private readonly (byte[] Request, int KeyAt)[] prepared;
    private readonly Random random = new(12);
    private readonly byte[] keyBytes = new byte[16];
    private int next;

    /// <param name="numbers">So many numbers are written to,</param>
    /// <param name="of">evenly out of so many.</param>
    public Deliveries(int numbers, int? of = null)
    {
        var texts = Math.Max(1, Math.Min(TextsOfANumber, 10_000 / numbers));
        var step = (of ?? numbers) / numbers;
        prepared = [.. from text in Enumerable.Range(0, texts) from number in Enumerable.Range(0, numbers) select Prepare(number * step, text)];
    }

    public static string NumberId(int number) => (FirstNumber + number).ToString(CultureInfo.InvariantCulture);

    /// <summary>The next number's next message, never delivered before. Good until the next call for the same request.</summary>
    public ReadOnlySpan<byte> Next()
    {
        var (request, keyAt) = prepared[next++ % prepared.Length];
        random.NextBytes(keyBytes);
        new Guid(keyBytes).TryFormat(request.AsSpan(keyAt, KeyLength), out _);
        return request;
    }

    private static (byte[] Request, int KeyAt) Prepare(int number, int text)
    {
        var body = Encoding.UTF8.GetBytes(Body(NumberId(number), $"57300{number:D7}", text));
        var signature = WebhookSignature.Compute(body, Encoding.UTF8.GetBytes(AppSettings.WebhookSecret));
        var head = $"""
            POST {AppSettings.WebhookPath} HTTP/1.1
            Host: 127.0.0.1
            User-Agent: Kapso-Webhooks/1.0
            Content-Type: application/json
            X-Webhook-Event: {KapsoEvents.MessageReceived}
            X-Webhook-Signature: {signature}
            X-Webhook-Payload-Version: v2
            X-Idempotency-Key: {new string('0', KeyLength)}
            Content-Length: {body.Length}


            """.ReplaceLineEndings("\r\n");
        return ([.. Encoding.UTF8.GetBytes(head), .. body], head.IndexOf(new string('0', KeyLength), StringComparison.Ordinal));
    }

    private static string Body(string numberId, string person, int text) =>
        $$$"""
        {"message":{"id":"wamid.HBgLNTczMDAxMjM0NTY3FQIAEhgUM0E{{{person}}}{{{text:D4}}}","timestamp":"1777888800","type":"text","from":"{{{person}}}","text":{"body":"Hola, ¿abren hoy? Quisiera dos panes y un café para las {{{text}}}."},"kapso":{"direction":"inbound","status":"received","processing_status":"completed","origin":"cloud_api","has_media":false,"content":"Hola, ¿abren hoy? Quisiera dos panes y un café para las {{{text}}}."}},"conversation":{"id":"ef2e1b0d-8f1d-4c00-8a0c-1c7e7e1e4bcc","phone_number":"{{{person}}}","status":"active","last_active_at":"2026-05-04T10:00:00Z","created_at":"2026-05-01T10:00:00Z","updated_at":"2026-05-04T10:00:00Z","metadata":{},"phone_number_id":"{{{numberId}}}","kapso":{"contact_name":"Ana","messages_count":3,"last_message_id":"wamid.HBgLNTczMDAxMjM0NTY3FQIAEhgUM0E{{{person}}}","last_message_type":"text","last_message_timestamp":"2026-05-04T10:00:00Z","last_message_text":"Hola","last_inbound_at":"2026-05-04T10:00:00Z"} },"is_new_conversation":false,"phone_number_id":"{{{numberId}}}"}
        """;
}
