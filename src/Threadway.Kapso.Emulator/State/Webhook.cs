using System.Text.Json.Serialization;

namespace Threadway.Kapso.Emulator.State;

internal sealed class Webhook
{
    public const int DefaultBufferWindowSeconds = 5;
    public const int DefaultMaxBufferSize = 50;
    public const int DefaultInactivityMinutes = 60;

    public required string Id { get; init; }

    /// <summary>Null: a project webhook, which hears lifecycle events and never messages.</summary>
    public string? PhoneNumberId { get; set; }

    /// <summary>In whose form it hears of messages.</summary>
    public string Kind { get; init; } = WebhookKind.Kapso;

    public required string Url { get; set; }
    public string? SecretKey { get; set; }
    public required string[] Events { get; set; }
    public bool Active { get; set; } = true;
    public string PayloadVersion { get; set; } = State.PayloadVersion.V2;
    public Dictionary<string, string>? Headers { get; set; }
    public bool BufferEnabled { get; set; }
    public int? BufferWindowSeconds { get; set; }
    public int? MaxBufferSize { get; set; }
    public string[] BufferEvents { get; set; } = [];

    /// <summary>How long a conversation is silent until this webhook hears of it: one threshold each.</summary>
    public int InactivityMinutes { get; set; } = DefaultInactivityMinutes;

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }

    [JsonIgnore]
    public TimeSpan BufferWindow => TimeSpan.FromSeconds(BufferWindowSeconds ?? DefaultBufferWindowSeconds);

    /// <summary>Of kind meta there is no filter (contract 9.9).</summary>
    public bool Hears(string eventName) => Kind == WebhookKind.Meta || Events.Contains(eventName);
}

internal static class WebhookKind
{
    public const string Kapso = "kapso";
    public const string Meta = "meta";
}

/// <summary>The two forms of Kapso's own bodies (contract 8.5).</summary>
internal static class PayloadVersion
{
    public const string V1 = "v1";
    public const string V2 = "v2";
}
