using System.Text.Json;
using System.Text.Json.Serialization;

namespace Threadway.Kapso;

/// <summary>
/// What is sent: one record for each of WhatsApp's types. Limits are Meta's and checked there, because they change: a message over one
/// comes back as <see cref="KapsoValidationException"/> with Meta's code. The records name the limits known today.
/// </summary>
public abstract record OutgoingMessage
{
    private protected OutgoingMessage()
    {
    }

    /// <summary>The id (<c>wamid...</c>) of the message that this one answers; it is quoted above it.</summary>
    [JsonIgnore]
    public string? ReplyTo { get; init; }

    /// <summary>The caller's own text, which comes back with the status events; at most 512 characters.</summary>
    [JsonIgnore]
    public string? CallbackData { get; init; }

    /// <summary>The WhatsApp Business account that the sender must belong to, else Kapso refuses (<c>messaging_account_mismatch</c>).</summary>
    [JsonIgnore]
    public string? MessagingAccountId { get; init; }

    internal abstract string Kind { get; }

    /// <summary>
    /// A message of a type that has no record here yet: <c>OutgoingMessage.Raw("hologram", JsonElement.Parse("""{"depth":3}"""))</c> sends
    /// <c>"type":"hologram","hologram":{"depth":3}</c>.
    /// </summary>
    /// <param name="type">Meta's word for the type.</param>
    /// <param name="content">What stands under that word, as Meta writes it.</param>
    /// <exception cref="ArgumentException">The type is empty or a member of every message, or there is no content.</exception>
    public static RawMessage Raw(string type, JsonElement content) => new(type, content);

    /// <summary>Names the type alone: what people write to each other is in no log.</summary>
    public sealed override string ToString() => GetType().Name;
}

/// <summary>Plain text.</summary>
public sealed record TextMessage : OutgoingMessage
{
    /// <summary>The text; at most 4,096 characters.</summary>
    public required string Body { get; init; }

    /// <summary>Whether the first link in the text is shown with a preview; not, by default.</summary>
    public bool? PreviewUrl { get; init; }

    internal override string Kind => "text";
}

/// <summary>A place on the map.</summary>
public sealed record LocationMessage : OutgoingMessage
{
    /// <summary>Degrees north of the equator.</summary>
    public required double Latitude { get; init; }

    /// <summary>Degrees east of Greenwich.</summary>
    public required double Longitude { get; init; }

    /// <summary>The place's name.</summary>
    public string? Name { get; init; }

    /// <summary>The place's address.</summary>
    public string? Address { get; init; }

    internal override string Kind => "location";
}

/// <summary>An emoji on somebody's message. Its only status event is <c>whatsapp.message.sent</c>.</summary>
public sealed record ReactionMessage : OutgoingMessage
{
    /// <summary>The message that it reacts to.</summary>
    public required string MessageId { get; init; }

    /// <summary>The emoji; an empty one takes back what stood there.</summary>
    public required string Emoji { get; init; }

    internal override string Kind => "reaction";

    /// <summary>Takes back the emoji that was put on a message.</summary>
    public static ReactionMessage Removal(string messageId) => new() { MessageId = messageId, Emoji = "" };
}
