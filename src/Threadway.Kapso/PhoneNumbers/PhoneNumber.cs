using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>A WhatsApp number of the project (Kapso Platform: phone numbers).</summary>
public sealed record PhoneNumber
{
    private readonly Kept raw;

    /// <summary>Meta's phone number id: the one that paths, webhooks and redirects use.</summary>
    [JsonPropertyName("phone_number_id")]
    public required string Id { get; init; }

    /// <summary>Kapso's own id of the configuration, a UUID; no path takes it.</summary>
    public string? InternalId { get; init; }

    /// <summary>The label at Kapso.</summary>
    public string? Name { get; init; }

    /// <summary>The customer whose number it is; <see langword="null"/> for the project's own.</summary>
    public string? CustomerId { get; init; }

    /// <summary>The WhatsApp Business account at Meta.</summary>
    public string? BusinessAccountId { get; init; }

    /// <summary>Whether the phone app goes on working; <see langword="null"/> when Kapso does not know.</summary>
    public bool? IsCoexistence { get; init; }

    /// <summary>The connection type, as <see cref="IsCoexistence"/> tells it; <see langword="null"/> when Kapso does not know.</summary>
    [JsonIgnore]
    public ConnectionType? ConnectionType => IsCoexistence switch
    {
        true => Kapso.ConnectionType.Coexistence,
        false => Kapso.ConnectionType.Dedicated,
        null => null,
    };

    /// <summary>The name that people see at WhatsApp.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The name that Meta verified.</summary>
    public string? VerifiedName { get; init; }

    /// <summary>Meta's word on the name, for example <c>APPROVED</c>.</summary>
    public string? NameStatus { get; init; }

    /// <summary>The number, formatted for people.</summary>
    public string? DisplayPhoneNumber { get; init; }

    /// <summary>The number as digits alone.</summary>
    public string? DisplayPhoneNumberNormalized { get; init; }

    /// <summary>Meta's quality word: <c>GREEN</c>, <c>YELLOW</c>, <c>RED</c>.</summary>
    public string? QualityRating { get; init; }

    /// <summary>Meta's word on the connection, for example <c>CONNECTED</c>, <c>DISCONNECTED</c>, <c>PENDING</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Meta's throughput word, for example <c>TIER_10K</c>.</summary>
    public string? ThroughputTier { get; init; }

    /// <summary>Whether the number's ownership was proven by code, in Meta's word.</summary>
    public string? CodeVerificationStatus { get; init; }

    /// <summary>How many people a day may be written to first; Kapso sends a number or a word.</summary>
    public string? WhatsappBusinessManagerMessagingLimit { get; init; }

    /// <summary>Whether incoming messages are processed.</summary>
    public bool? InboundProcessingEnabled { get; init; }

    /// <summary>Whether calls are on.</summary>
    public bool? CallsEnabled { get; init; }

    /// <summary>Whether Meta marks the business as official.</summary>
    public bool? IsOfficialBusinessAccount { get; init; }

    /// <summary>Whether two-step verification has a PIN.</summary>
    public bool? IsPinEnabled { get; init; }

    /// <summary>When Meta's webhook to Kapso was verified.</summary>
    public DateTimeOffset? WebhookVerifiedAt { get; init; }

    /// <summary>When the number was connected to Kapso.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The number as it came.</summary>
    [JsonIgnore]
    public JsonElement Raw
    {
        get => raw.Json;
        init => raw = new(value);
    }

    /// <summary>Names the number by id alone.</summary>
    public override string ToString() => $"PhoneNumber {{ Id = {Id}, CustomerId = {CustomerId}, Status = {Status} }}";
}

/// <summary>Which numbers to list; what is <see langword="null"/> does not filter.</summary>
public sealed record PhoneNumberFilter
{
    /// <summary>Numbers of this customer.</summary>
    public string? CustomerId { get; init; }

    /// <summary>The number with this Meta id.</summary>
    public string? PhoneNumberId { get; init; }

    /// <summary>Numbers of this WhatsApp Business account.</summary>
    public string? BusinessAccountId { get; init; }

    /// <summary>Numbers that can send, or that cannot.</summary>
    public bool? MessagingEnabled { get; init; }

    /// <summary>A part of the label.</summary>
    public string? NameContains { get; init; }

    /// <summary>Connected after this time.</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>Connected before this time.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Numbers a page, 20 by default; Kapso may give fewer.</summary>
    public int? PageSize { get; init; }
}
