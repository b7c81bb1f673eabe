using System.Text.Json.Serialization;

namespace Threadway.Kapso;

/// <summary>Where a message was written (Kapso Platform: messages).</summary>
[JsonConverter(typeof(OpenStringConverter<MessageOrigin>))]
public readonly record struct MessageOrigin : IOpenString<MessageOrigin>
{
    private readonly string? value;

    /// <summary>Takes any word, known or not.</summary>
    public MessageOrigin(string value) => this.value = value is "" ? null : value;

    /// <summary>Through the API, or by a person.</summary>
    public static MessageOrigin CloudApi { get; } = new("cloud_api");

    /// <summary>By the owner, in the phone app of a coexistence number.</summary>
    public static MessageOrigin BusinessApp { get; } = new("business_app");

    /// <summary>Long ago: the phone app's history was copied. Do not answer it.</summary>
    public static MessageOrigin HistorySync { get; } = new("history_sync");

    /// <inheritdoc/>
    public string Value => value ?? "";

    /// <inheritdoc/>
    public static MessageOrigin From(string value) => new(value);

    /// <summary>The word as on the wire.</summary>
    public override string ToString() => Value;
}
