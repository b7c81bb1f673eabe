using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>An address that Kapso sends events to (Kapso Platform: webhooks).</summary>
public sealed record KapsoWebhook
{
    private readonly Kept raw;

    /// <summary>Kapso's id.</summary>
    public required string Id { get; init; }

    /// <summary>Where the events go.</summary>
    public required Uri Url { get; init; }

    /// <summary>The number whose events it gets; <see langword="null"/> for the project's lifecycle events.</summary>
    public string? PhoneNumberId { get; init; }

    /// <summary>The project.</summary>
    public string? ProjectId { get; init; }

    /// <summary>Whose bodies it delivers.</summary>
    public WebhookKind? Kind { get; init; }

    /// <summary>The events it gets; empty for Meta's kind.</summary>
    [AllowNull]
    public IReadOnlyList<string> Events
    {
        get => field ?? [];
        init;
    }

    /// <summary>Whether it delivers; Kapso itself switches off an address that fails for long.</summary>
    public bool Active { get; init; }

    /// <summary>The secret that signs deliveries, in clear.</summary>
    public string? SecretKey { get; init; }

    /// <summary>The shape of the bodies: <c>v1</c> or <c>v2</c>.</summary>
    public string? PayloadVersion { get; init; }

    /// <summary>Headers that each delivery carries besides.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Whether several events of one conversation come as one <see cref="Webhooks.EventBatch"/>.</summary>
    public bool? BufferEnabled { get; init; }

    /// <summary>How long events gather, from 1 to 60 seconds.</summary>
    public int? BufferWindowSeconds { get; init; }

    /// <summary>How many events gather at most, from 1 to 100.</summary>
    public int? MaxBufferSize { get; init; }

    /// <summary>Which events gather; <c>whatsapp.message.received</c> is the one that Kapso documents.</summary>
    public IReadOnlyList<string>? BufferEvents { get; init; }

    /// <summary>After how many minutes of silence <c>whatsapp.conversation.inactive</c> comes, from 1 to 1,440.</summary>
    public int? InactivityMinutes { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The webhook as it came.</summary>
    [JsonIgnore]
    public JsonElement Raw
    {
        get => raw.Json;
        init => raw = new(value);
    }

    /// <summary>Names the webhook without its secret.</summary>
    public override string ToString() =>
        $"KapsoWebhook {{ Id = {Id}, PhoneNumberId = {PhoneNumberId}, Kind = {Kind}, Active = {Active} }}";
}

/// <summary>What a new webhook is.</summary>
public sealed record CreateWebhook
{
    /// <summary>Where the events go; HTTPS.</summary>
    public required Uri Url { get; init; }

    /// <summary>The events to get; an unknown name is refused, and nothing is saved.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>The secret that signs deliveries. Kapso makes none up: send your own.</summary>
    public required string SecretKey { get; init; }

    /// <summary>Whether it delivers from the start.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Whose bodies it delivers; Kapso's own by default, and not to be changed later.</summary>
    public WebhookKind? Kind { get; init; }

    /// <summary>The shape of the bodies; <c>v2</c>, which the newer lifecycle events require.</summary>
    public string PayloadVersion { get; init; } = "v2";

    /// <summary>Headers that each delivery carries besides.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Whether several events of one conversation come as one <see cref="Webhooks.EventBatch"/>.</summary>
    public bool? BufferEnabled { get; init; }

    /// <summary>How long events gather, from 1 to 60 seconds.</summary>
    public int? BufferWindowSeconds { get; init; }

    /// <summary>How many events gather at most, from 1 to 100.</summary>
    public int? MaxBufferSize { get; init; }

    /// <summary>Which events gather; <c>whatsapp.message.received</c> is the one that Kapso documents.</summary>
    public IReadOnlyList<string>? BufferEvents { get; init; }

    /// <summary>After how many minutes of silence <c>whatsapp.conversation.inactive</c> comes, from 1 to 1,440.</summary>
    public int? InactivityMinutes { get; init; }

    /// <summary>Says what is wanted, without the secret.</summary>
    public override string ToString() => $"CreateWebhook {{ Events = {Events.Count}, Active = {Active} }}";
}

/// <summary>What changes on a webhook; what is <see langword="null"/> stays as it is.</summary>
public sealed record UpdateWebhook
{
    /// <summary>Where the events go.</summary>
    public Uri? Url { get; init; }

    /// <summary>The events to get.</summary>
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>The secret that signs deliveries.</summary>
    public string? SecretKey { get; init; }

    /// <summary>Whether it delivers.</summary>
    public bool? Active { get; init; }

    /// <summary>The shape of the bodies: <c>v1</c> or <c>v2</c>. The kind, on the other hand, is what it was made with.</summary>
    public string? PayloadVersion { get; init; }

    /// <summary>Headers that each delivery carries besides.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Whether several events of one conversation come as one <see cref="Webhooks.EventBatch"/>.</summary>
    public bool? BufferEnabled { get; init; }

    /// <summary>How long events gather, from 1 to 60 seconds.</summary>
    public int? BufferWindowSeconds { get; init; }

    /// <summary>How many events gather at most, from 1 to 100.</summary>
    public int? MaxBufferSize { get; init; }

    /// <summary>Which events gather; <c>whatsapp.message.received</c> is the one that Kapso documents.</summary>
    public IReadOnlyList<string>? BufferEvents { get; init; }

    /// <summary>After how many minutes of silence <c>whatsapp.conversation.inactive</c> comes, from 1 to 1,440.</summary>
    public int? InactivityMinutes { get; init; }

    /// <summary>Says what changes, without the secret.</summary>
    public override string ToString() => $"UpdateWebhook {{ Events = {Events?.Count}, Active = {Active} }}";
}

/// <summary>Which webhooks to list; what is <see langword="null"/> does not filter.</summary>
public sealed record WebhookFilter
{
    /// <summary>Webhooks of this kind.</summary>
    public WebhookKind? Kind { get; init; }

    /// <summary>Webhooks of this number. Kapso has no such filter on the project's list, so it is applied to what the list gives.</summary>
    public string? PhoneNumberId { get; init; }

    /// <summary>Webhooks a page, 20 by default; Kapso may give fewer.</summary>
    public int? PageSize { get; init; }
}

/// <summary>Which webhooks of one number to list; what is <see langword="null"/> does not filter.</summary>
public sealed record NumberWebhookFilter
{
    /// <summary>Webhooks of this kind.</summary>
    public WebhookKind? Kind { get; init; }

    /// <summary>A part of the address.</summary>
    public string? UrlContains { get; init; }

    /// <summary>Those that deliver, or those that do not.</summary>
    public bool? Active { get; init; }

    /// <summary>Made after this time.</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>Made before this time.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Webhooks a page, 20 by default; Kapso may give fewer.</summary>
    public int? PageSize { get; init; }
}
