using System.Text.Json.Serialization;

namespace Threadway.Kapso;

/// <summary>How a webhook delivery went (Kapso Platform: webhook deliveries).</summary>
[JsonConverter(typeof(OpenStringConverter<DeliveryStatus>))]
public readonly record struct DeliveryStatus : IOpenString<DeliveryStatus>
{
    private readonly string? value;

    /// <summary>Takes any word, known or not.</summary>
    public DeliveryStatus(string value) => this.value = value is "" ? null : value;

    /// <summary>It is on its way, or waits for its next attempt.</summary>
    public static DeliveryStatus Pending { get; } = new("pending");

    /// <summary>The receiver answered 200.</summary>
    public static DeliveryStatus Delivered { get; } = new("delivered");

    /// <summary>Kapso gave up.</summary>
    public static DeliveryStatus Failed { get; } = new("failed");

    /// <inheritdoc/>
    public string Value => value ?? "";

    /// <inheritdoc/>
    public static DeliveryStatus From(string value) => new(value);

    /// <summary>The word as on the wire.</summary>
    public override string ToString() => Value;
}
