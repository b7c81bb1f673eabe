namespace Threadway.Kapso.Emulator.State;

internal sealed class Webhook
{
    public required string Id { get; init; }

    /// <summary>Null: a project webhook, which hears lifecycle events and never messages.</summary>
    public string? PhoneNumberId { get; set; }

    /// <summary>In whose form it hears of messages.</summary>
    public string Kind { get; init; } = WebhookKind.Kapso;

    public required string Url { get; set; }
    public string? SecretKey { get; set; }
    public required string[] Events { get; set; }
    public bool Active { get; set; } = true;
    public Dictionary<string, string>? Headers { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Of kind meta there is no filter (contract 9.9).</summary>
    public bool Hears(string eventName) => Kind == WebhookKind.Meta || Events.Contains(eventName);
}

internal static class WebhookKind
{
    public const string Kapso = "kapso";
    public const string Meta = "meta";
}
