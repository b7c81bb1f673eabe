using System.Text.Json.Serialization;

namespace Threadway.Kapso;

/// <summary>How far back webhook deliveries are listed (Kapso Platform: webhook deliveries).</summary>
[JsonConverter(typeof(OpenStringConverter<DeliveryPeriod>))]
public readonly record struct DeliveryPeriod : IOpenString<DeliveryPeriod>
{
    private readonly string? value;

    /// <summary>Takes any word, known or not.</summary>
    public DeliveryPeriod(string value) => this.value = value is "" ? null : value;

    /// <summary>The last 24 hours.</summary>
    public static DeliveryPeriod LastDay { get; } = new("24h");

    /// <summary>The last 7 days.</summary>
    public static DeliveryPeriod LastWeek { get; } = new("7d");

    /// <summary>The last 30 days.</summary>
    public static DeliveryPeriod LastMonth { get; } = new("30d");

    /// <inheritdoc/>
    public string Value => value ?? "";

    /// <inheritdoc/>
    public static DeliveryPeriod From(string value) => new(value);

    /// <summary>The word as on the wire.</summary>
    public override string ToString() => Value;
}
