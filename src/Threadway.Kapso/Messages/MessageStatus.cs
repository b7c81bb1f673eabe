using System.Text.Json.Serialization;

namespace Threadway.Kapso;

/// <summary>How far a message came (Kapso Platform: messages). Events come in any order: never go back, and <c>failed</c> is the end.</summary>
[JsonConverter(typeof(OpenStringConverter<MessageStatus>))]
public readonly record struct MessageStatus : IOpenString<MessageStatus>
{
    private readonly string? value;

    /// <summary>Takes any word, known or not.</summary>
    public MessageStatus(string value) => this.value = value is "" ? null : value;

    /// <summary>Somebody wrote it to the number.</summary>
    public static MessageStatus Received { get; } = new("received");

    /// <summary>It has not left Kapso.</summary>
    public static MessageStatus Pending { get; } = new("pending");

    /// <summary>It went out.</summary>
    public static MessageStatus Sent { get; } = new("sent");

    /// <summary>It reached the phone.</summary>
    public static MessageStatus Delivered { get; } = new("delivered");

    /// <summary>It was read.</summary>
    public static MessageStatus Read { get; } = new("read");

    /// <summary>It will not arrive.</summary>
    public static MessageStatus Failed { get; } = new("failed");

    /// <inheritdoc/>
    public string Value => value ?? "";

    /// <inheritdoc/>
    public static MessageStatus From(string value) => new(value);

    /// <summary>The word as on the wire.</summary>
    public override string ToString() => Value;
}
