using Threadway.Kapso.Webhooks;

namespace Threadway.Kapso.AspNetCore;

/// <summary>What a request to a webhook's address turned out to be.</summary>
public sealed record KapsoWebhookReading
{
    /// <summary>What to answer: 200, or 413 (too long), 401 (signature), 400 (no JSON object).</summary>
    public required int StatusCode { get; init; }

    /// <summary>What became of the signature check; <see langword="null"/> when the body was too long to be checked.</summary>
    public SignatureVerdict? Signature { get; init; }

    /// <summary>The delivery; <see langword="null"/> unless <see cref="StatusCode"/> is 200.</summary>
    public KapsoWebhookDelivery? Delivery { get; init; }
}
