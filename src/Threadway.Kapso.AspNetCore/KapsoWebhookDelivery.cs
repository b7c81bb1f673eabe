using Threadway.Kapso.Webhooks;

namespace Threadway.Kapso.AspNetCore;

/// <summary>A delivery whose signature is Kapso's. Deliveries come at least once and in any order.</summary>
public sealed record KapsoWebhookDelivery
{
    /// <summary>
    /// One value for a delivery and all its repetitions, of at most 200 characters: Kapso's own (<c>X-Idempotency-Key</c>), else a
    /// digest of event name and body. The signature does not cover it.
    /// </summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>The event as it came; an <see cref="EventBatch"/> when several came together.</summary>
    public required KapsoEvent Event { get; init; }

    /// <summary>The event's name, one of <see cref="KapsoEvents"/> or another.</summary>
    public string EventName => Event.Name;

    /// <summary>Whether several events of one kind came together.</summary>
    public bool IsBatch => Event is EventBatch;

    /// <summary>The single events, in order: those of a batch, else the one.</summary>
    public IReadOnlyList<KapsoEvent> Events => Event is EventBatch batch ? batch.Items : [Event];

    /// <summary>The shape of the body, <c>v1</c> or <c>v2</c>, where Kapso says it.</summary>
    public string? PayloadVersion { get; init; }

    /// <summary>The body as it was signed, for those who store it.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Names the delivery without its body.</summary>
    public override string ToString() =>
        $"KapsoWebhookDelivery {{ IdempotencyKey = {IdempotencyKey}, EventName = {EventName}, Events = {Events.Count} }}";
}
