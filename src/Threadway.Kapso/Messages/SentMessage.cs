namespace Threadway.Kapso;

/// <summary>A message that Meta accepted for sending.</summary>
public sealed record SentMessage
{
    /// <summary>Meta's message id (<c>wamid...</c>), which later status events carry.</summary>
    public required string Id { get; init; }

    /// <summary>The receiver's WhatsApp id; it may differ from the number that was given.</summary>
    public string? WaId { get; init; }

    /// <summary>The receiver's business-scoped user id, where Meta tells it.</summary>
    public string? UserId { get; init; }

    /// <summary>Meta's word on it, for example <c>accepted</c> or <c>held_for_quality_assessment</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Names the message without its receiver.</summary>
    public override string ToString() => $"SentMessage {{ Id = {Id}, Status = {Status} }}";
}
