using System.Text.Json.Serialization;

namespace Threadway.Kapso;

/// <summary>Whose bodies a webhook delivers (Kapso Platform: webhooks).</summary>
[JsonConverter(typeof(OpenStringConverter<WebhookKind>))]
public readonly record struct WebhookKind : IOpenString<WebhookKind>
{
    private readonly string? value;

    /// <summary>Takes any word, known or not.</summary>
    public WebhookKind(string value) => this.value = value is "" ? null : value;

    /// <summary>Kapso's own events.</summary>
    public static WebhookKind Kapso { get; } = new("kapso");

    /// <summary>Meta's raw bodies, for one number.</summary>
    public static WebhookKind Meta { get; } = new("meta");

    /// <inheritdoc/>
    public string Value => value ?? "";

    /// <inheritdoc/>
    public static WebhookKind From(string value) => new(value);

    /// <summary>The word as on the wire.</summary>
    public override string ToString() => Value;
}
