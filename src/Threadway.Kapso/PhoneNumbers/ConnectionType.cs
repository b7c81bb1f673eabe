using System.Text.Json.Serialization;

namespace Threadway.Kapso;

/// <summary>How a number hangs on WhatsApp (Kapso Platform: setup links).</summary>
[JsonConverter(typeof(OpenStringConverter<ConnectionType>))]
public readonly record struct ConnectionType : IOpenString<ConnectionType>
{
    private readonly string? value;

    /// <summary>Takes any word, known or not.</summary>
    public ConnectionType(string value) => this.value = value is "" ? null : value;

    /// <summary>The phone app goes on working beside the API.</summary>
    public static ConnectionType Coexistence { get; } = new("coexistence");

    /// <summary>The number works through the API alone.</summary>
    public static ConnectionType Dedicated { get; } = new("dedicated");

    /// <inheritdoc/>
    public string Value => value ?? "";

    /// <inheritdoc/>
    public static ConnectionType From(string value) => new(value);

    /// <summary>The word as on the wire.</summary>
    public override string ToString() => Value;
}
