using System.Text.Json.Serialization;

namespace Threadway.Kapso;

/// <summary>How far the setup behind a link has come (Kapso Platform: setup links).</summary>
[JsonConverter(typeof(OpenStringConverter<WhatsappSetupStatus>))]
public readonly record struct WhatsappSetupStatus : IOpenString<WhatsappSetupStatus>
{
    private readonly string? value;

    /// <summary>Takes any word, known or not.</summary>
    public WhatsappSetupStatus(string value) => this.value = value is "" ? null : value;

    /// <summary>Nobody has begun.</summary>
    public static WhatsappSetupStatus Pending { get; } = new("pending");

    /// <summary>The customer is in the middle of it.</summary>
    public static WhatsappSetupStatus Processing { get; } = new("processing");

    /// <summary>A number was connected.</summary>
    public static WhatsappSetupStatus Completed { get; } = new("completed");

    /// <summary>It failed: offer a fresh link.</summary>
    public static WhatsappSetupStatus Failed { get; } = new("failed");

    /// <inheritdoc/>
    public string Value => value ?? "";

    /// <inheritdoc/>
    public static WhatsappSetupStatus From(string value) => new(value);

    /// <summary>The word as on the wire.</summary>
    public override string ToString() => Value;
}
