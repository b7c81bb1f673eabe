using System.Text.Json.Serialization;

namespace Threadway.Kapso;

/// <summary>The life of a setup link (Kapso Platform: setup links). Apart from <see cref="WhatsappSetupStatus"/>.</summary>
[JsonConverter(typeof(OpenStringConverter<SetupLinkStatus>))]
public readonly record struct SetupLinkStatus : IOpenString<SetupLinkStatus>
{
    private readonly string? value;

    /// <summary>Takes any word, known or not.</summary>
    public SetupLinkStatus(string value) => this.value = value is "" ? null : value;

    /// <summary>The link can be opened.</summary>
    public static SetupLinkStatus Active { get; } = new("active");

    /// <summary>The customer finished.</summary>
    public static SetupLinkStatus Used { get; } = new("used");

    /// <summary>Its time ran out, 30 days by default.</summary>
    public static SetupLinkStatus Expired { get; } = new("expired");

    /// <summary>It was taken back, or a newer link of the same customer took over.</summary>
    public static SetupLinkStatus Revoked { get; } = new("revoked");

    /// <inheritdoc/>
    public string Value => value ?? "";

    /// <inheritdoc/>
    public static SetupLinkStatus From(string value) => new(value);

    /// <summary>The word as on the wire.</summary>
    public override string ToString() => Value;
}
