using System.Text.Json;

namespace Threadway.Kapso;

/// <summary>A message of a type that has no record here yet; see <see cref="OutgoingMessage.Raw"/>.</summary>
public sealed record RawMessage : OutgoingMessage
{
    // The members of the envelope, which cannot be a type's own.
    private static readonly string[] Taken =
    [
        "messaging_product", "recipient_type", "to", "recipient", "type", "context", "biz_opaque_callback_data", "messaging_account_id",
    ];

    internal RawMessage(string type, JsonElement content)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(type);
        if (Taken.Contains(type))
            throw new ArgumentException("This is a member of every message, and no type.", nameof(type));
        if (content.ValueKind == JsonValueKind.Undefined)
            throw new ArgumentException("Content is needed.", nameof(content));

        // What it is of may be disposed before it is sent.
        (Type, Content) = (type, content.Clone());
    }

    /// <summary>Meta's word for the type, which also names the member that <see cref="Content"/> goes into.</summary>
    public string Type { get; }

    /// <summary>What is sent, as Meta writes it.</summary>
    public JsonElement Content { get; }

    internal override string Kind => Type;
}
