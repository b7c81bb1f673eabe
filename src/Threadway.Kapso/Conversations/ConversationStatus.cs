using System.Text.Json.Serialization;

namespace Threadway.Kapso;

/// <summary>Whether a conversation goes on (Kapso Platform: conversations).</summary>
[JsonConverter(typeof(OpenStringConverter<ConversationStatus>))]
public readonly record struct ConversationStatus : IOpenString<ConversationStatus>
{
    private readonly string? value;

    /// <summary>Takes any word, known or not.</summary>
    public ConversationStatus(string value) => this.value = value is "" ? null : value;

    /// <summary>It goes on.</summary>
    public static ConversationStatus Active { get; } = new("active");

    /// <summary>It ended: by hand, or after a day without a word.</summary>
    public static ConversationStatus Ended { get; } = new("ended");

    /// <inheritdoc/>
    public string Value => value ?? "";

    /// <inheritdoc/>
    public static ConversationStatus From(string value) => new(value);

    /// <summary>The word as on the wire.</summary>
    public override string ToString() => Value;
}
