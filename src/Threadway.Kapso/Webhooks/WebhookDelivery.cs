using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>A delivery in Kapso's log (Kapso Platform: webhook deliveries). It has no body, and cannot be sent again.</summary>
public sealed record WebhookDelivery
{
    private readonly Kept raw;

    /// <summary>Kapso's id.</summary>
    public required string Id { get; init; }

    /// <summary>The event's name.</summary>
    public string? Event { get; init; }

    /// <summary>How it went.</summary>
    public DeliveryStatus Status { get; init; }

    /// <summary>How many times it was tried.</summary>
    public int AttemptCount { get; init; }

    /// <summary>What the receiver answered last.</summary>
    public int? ResponseStatus { get; init; }

    /// <summary>When the event happened.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last tried.</summary>
    public DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>When it was taken.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>When Kapso gave up.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>The webhook.</summary>
    public string? WebhookId { get; init; }

    /// <summary>Where it went.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary>Meta's id of the number that it was about.</summary>
    public string? PhoneNumberId { get; init; }

    /// <summary>Kapso's own id of the number's configuration; see <see cref="PhoneNumber.InternalId"/>.</summary>
    public string? WhatsappConfigId { get; init; }

    /// <summary>The person that it was about.</summary>
    public string? ConversationPhoneNumber { get; init; }

    /// <summary>The delivery as it came.</summary>
    [JsonIgnore]
    public JsonElement Raw
    {
        get => raw.Json;
        init => raw = new(value);
    }

    /// <summary>Names the delivery without the person.</summary>
    public override string ToString() =>
        $"WebhookDelivery {{ Id = {Id}, Event = {Event}, Status = {Status}, AttemptCount = {AttemptCount} }}";
}

/// <summary>Which deliveries to list; what is <see langword="null"/> does not filter.</summary>
public sealed record WebhookDeliveryFilter
{
    /// <summary>Deliveries that went this way.</summary>
    public DeliveryStatus? Status { get; init; }

    /// <summary>Deliveries of this event.</summary>
    public string? Event { get; init; }

    /// <summary>Deliveries of this webhook.</summary>
    public string? WebhookId { get; init; }

    /// <summary>Those alone that met an error.</summary>
    public bool? ErrorsOnly { get; init; }

    /// <summary>How far back; a day by default.</summary>
    public DeliveryPeriod? Period { get; init; }

    /// <summary>Deliveries a page, from 1 to 100; 20 by default.</summary>
    public int? PageSize { get; init; }
}
