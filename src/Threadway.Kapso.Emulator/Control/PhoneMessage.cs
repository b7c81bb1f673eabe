using System.Text.Json;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Media;
using Threadway.Kapso.Emulator.Phones;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator;

/// <summary>What somebody writes on a phone: a person to a connected number, or the owner of a coexistence number to a person.</summary>
public sealed record PhoneMessage
{
    // Made when it is sent: a file is kept for the number that it goes to.
    private readonly Func<PhoneLine, PhoneContent> content;

    private PhoneMessage(Func<PhoneLine, PhoneContent> content) => this.content = content;

    private PhoneMessage(PhoneContent content)
        : this(_ => content)
    {
    }

    /// <summary>The id of the message that it answers; null when it answers none.</summary>
    public string? ContextMessageId { get; init; }

    /// <summary>A text is what is written most.</summary>
    /// <param name="text">The words.</param>
    public static implicit operator PhoneMessage(string text) => OfText(text);

    /// <summary>Words.</summary>
    /// <param name="text">The words.</param>
    public static PhoneMessage OfText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(PhoneContent.OfText(text));
    }

    /// <summary>A reaction to a message.</summary>
    /// <param name="messageId">The message, of either side.</param>
    /// <param name="emoji">One emoji; empty takes the reaction back.</param>
    public static PhoneMessage OfReaction(string messageId, string emoji)
    {
        ArgumentException.ThrowIfNullOrEmpty(messageId);
        ArgumentNullException.ThrowIfNull(emoji);
        return new(PhoneContent.OfReaction(messageId, emoji));
    }

    /// <summary>A place.</summary>
    /// <param name="latitude">-90 to 90 degrees.</param>
    /// <param name="longitude">-180 to 180 degrees.</param>
    /// <param name="name">What it is called; null when it has no name.</param>
    /// <param name="address">Where it is in words.</param>
    /// <exception cref="KapsoEmulatorException">The place is not on earth.</exception>
    public static PhoneMessage OfLocation(double latitude, double longitude, string? name = null, string? address = null) =>
        new(PhoneContent.OfLocation(latitude, longitude, name, address));

    /// <summary>Contact cards, each Meta's own object (contract 12.1).</summary>
    /// <param name="contacts">One or more.</param>
    /// <exception cref="ArgumentException">There are none, or it is not an array.</exception>
    /// <exception cref="KapsoEmulatorException">A card cannot be read.</exception>
    public static PhoneMessage OfContacts(JsonElement contacts) =>
        JsonNode.Parse(contacts.GetRawText()) is JsonArray { Count: > 0 } cards
            ? OfMeta(new JsonObject { ["type"] = "contacts", ["contacts"] = cards })
            : throw new WrongArgument("contacts must be an array of one or more", nameof(contacts));

    /// <summary>A picture, a video, a sound, a sticker or a document: which of them follows from the type of the file.</summary>
    /// <param name="mimeType">For example <c>image/jpeg</c>; one that WhatsApp takes, or the send is refused.</param>
    /// <param name="bytes">What is in it, within WhatsApp's limits for the type.</param>
    /// <param name="fileName">A document shows it.</param>
    /// <param name="caption">Words below it.</param>
    public static PhoneMessage OfFile(string mimeType, byte[] bytes, string? fileName = null, string? caption = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(mimeType);
        ArgumentNullException.ThrowIfNull(bytes);
        var file = new PhoneFile(mimeType, fileName ?? "file", bytes, caption);
        return new(line => PhoneContent.OfFile(line.State, line.Store, line.PhoneNumberId, file));
    }

    /// <summary>Any type, with Meta's own object of it: for what this class has no method for, and for what Meta adds tomorrow.</summary>
    /// <param name="type">Meta's type, for example <c>order</c>.</param>
    /// <param name="content">What the webhook has beside the type, under its name.</param>
    /// <param name="text">What Kapso has as its content; when null, what the message says in words.</param>
    /// <exception cref="ArgumentException">The content is not an object or an array.</exception>
    public static PhoneMessage Raw(string type, JsonElement content, string? text = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        return content.ValueKind is JsonValueKind.Object or JsonValueKind.Array
            ? OfMeta(new JsonObject { ["type"] = type, [type] = JsonNode.Parse(content.GetRawText()) }, text)
            : throw new WrongArgument("content must be an object or an array", nameof(content));
    }

    /// <summary>
    /// A message as Meta hands it on (contract 9.5): its type, the object of that name, and whatever stands beside it, such as
    /// <c>context</c>, <c>referral</c>, <c>errors</c> or <c>group_id</c>. A type that nobody knows is taken as it stands.
    /// </summary>
    /// <param name="message">For example <c>{"type":"order","order":{"catalog_id":"7001","product_items":[]}}</c>.</param>
    /// <exception cref="ArgumentException">It is not an object.</exception>
    public static PhoneMessage OfMeta(JsonElement message) =>
        JsonNode.Parse(message.GetRawText()) is JsonObject body ? OfMeta(body) : throw new WrongArgument("message must be an object", nameof(message));

    internal static PhoneMessage OfMeta(JsonObject message, string? text = null)
    {
        MessageReader.TypeOf(message);
        return new(line =>
        {
            var read = new MessageReader(line.Store).Read(message, line.PhoneNumberId, line.Person)(line.State);
            return text is null ? read : read with { Text = text };
        });
    }

    /// <summary>A content of its own each time, because a message may be sent twice. The person is null when the owner writes.</summary>
    internal Func<WorldState, PhoneContent> For(MediaStore store, string phoneNumberId, string? person) => state =>
    {
        var made = content(new PhoneLine(state, store, phoneNumberId, person));
        return made with { Content = made.Content.DeepClone(), ContextMessageId = ContextMessageId ?? made.ContextMessageId };
    };

    private sealed record PhoneLine(WorldState State, MediaStore Store, string PhoneNumberId, string? Person);
}
