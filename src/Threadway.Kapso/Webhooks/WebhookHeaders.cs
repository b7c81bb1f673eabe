namespace Threadway.Kapso.Webhooks;

/// <summary>The headers of a delivery (Kapso Platform: webhook delivery). Names compare without regard to case.</summary>
public static class WebhookHeaders
{
    /// <summary>The event's name: the only reliable way to tell events apart.</summary>
    public const string Event = "X-Webhook-Event";

    /// <summary>The signature; see <see cref="WebhookSignature"/>.</summary>
    public const string Signature = "X-Webhook-Signature";

    /// <summary>One value for a delivery and all its repetitions.</summary>
    public const string IdempotencyKey = "X-Idempotency-Key";

    /// <summary>The shape of the body: <c>v1</c> or <c>v2</c>.</summary>
    public const string PayloadVersion = "X-Webhook-Payload-Version";

    /// <summary><c>true</c> on a batch alone.</summary>
    public const string Batch = "X-Webhook-Batch";

    /// <summary>How many items a batch has.</summary>
    public const string BatchSize = "X-Batch-Size";
}
