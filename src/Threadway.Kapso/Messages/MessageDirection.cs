using System.Text.Json.Serialization;

namespace Threadway.Kapso;

/// <summary>Which way a message went (Kapso Platform: messages).</summary>
[JsonConverter(typeof(OpenStringConverter<MessageDirection>))]
public readonly record struct MessageDirection : IOpenString<MessageDirection>
{
    private readonly string? value;

    /// <summary>Takes any word, known or not.</summary>
    public MessageDirection(string value) => this.value = value is "" ? null : value;

    /// <summary>From a person to the number.</summary>
    public static MessageDirection Inbound { get; } = new("inbound");

    /// <summary>From the number to a person.</summary>
    public static MessageDirection Outbound { get; } = new("outbound");

    /// <inheritdoc/>
    public string Value => value ?? "";

    /// <inheritdoc/>
    public static MessageDirection From(string value) => new(value);

    /// <summary>The word as on the wire.</summary>
    public override string ToString() => Value;
}
