namespace Threadway.Kapso.Emulator.State;

/// <summary>One webhook on its way to one address, with every attempt made.</summary>
internal sealed class Delivery
{
    public required string Id { get; init; }
    public required string WebhookId { get; init; }
    public required string Url { get; init; }
    public required string Event { get; init; }
    public string? PhoneNumberId { get; init; }
    public required string Body { get; init; }
    public required Dictionary<string, string> Headers { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public string Status { get; set; } = DeliveryStatus.Pending;
    public DateTimeOffset? DueAt { get; set; }
    public List<DeliveryAttempt> Attempts { get; init; } = [];
}

/// <summary>What happened at one attempt: an HTTP status, or the reason why there is none.</summary>
internal sealed record DeliveryAttempt(DateTimeOffset At, int? Status, string? Error)
{
    public int? DurationMs { get; init; }

    /// <summary>How the answer's body began, when it was not a success.</summary>
    public string? Answer { get; init; }

    /// <summary>Somebody asked for it; the schedule of retries does not count it.</summary>
    public bool Resent { get; init; }
}

internal static class DeliveryStatus
{
    public const string Pending = "pending";
    public const string Delivered = "delivered";
    public const string Failed = "failed";
}
