using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.Media;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>
/// Reads what is written on a phone as Meta would hand it on (contract 9.5): a type, the object of that name, and whatever
/// stands beside it. A type that nobody knows is taken as it stands; what WhatsApp itself would not let a person write is refused.
/// </summary>
internal sealed partial class MessageReader(MediaStore store)
{
    private const string File = "media";

    /// <summary>Without their object they would say nothing.</summary>
    private static readonly HashSet<string> Full =
    [
        "text", "image", "video", "audio", "document", "sticker", "location", "contacts", "reaction", "interactive", "button", "order", "edit",
        "revoke", "system", File,
    ];

    /// <summary>Fields of the call itself, and those of a message that are the emulator's to say.</summary>
    private static readonly HashSet<string> NotOfMeta =
        ["type", "phoneNumberId", "contextMessageId", "reply", "flow", "to", "id", "timestamp", "kapso", "message_type"];

    /// <summary>Refuses at once what cannot be written; a file is kept when the message is. The person is null when the owner writes.</summary>
    public Func<WorldState, PhoneContent> Read(JsonObject body, string phoneNumberId, string? person)
    {
        var type = TypeOf(body);
        if (body["context"] is not (null or JsonObject))
            throw Refusal.Malformed("context must be an object");

        var answered = Text(body, "contextMessageId") ?? body.Words("context", "id");
        var besides = Besides(body, type, person);
        if (type == File)
        {
            var file = FileOf(body[File]!);
            return state => PhoneContent.OfFile(state, store, phoneNumberId, file) with { ContextMessageId = answered, Besides = besides };
        }

        var content = Checked(type, body[type]);
        var written = new PhoneContent(type, content, MessageWords.Of(type, content, body)) { ContextMessageId = answered, Besides = besides };
        return state => written with { Media = Attachment(state, type, content), NewNumber = person is null ? null : NewNumber(type, content) };
    }

    /// <summary>The type, whose object has to be there unless the type says it all.</summary>
    public static string TypeOf(JsonObject body)
    {
        var type = body["type"] is null ? "text" : Text(body, "type")!;
        if (!Name().IsMatch(type) || NotOfMeta.Contains(type) || type is "from" or "context" or "errors")
            throw Refusal.Malformed("type must be the name of a type of message, such as text");
        if (body[type] is null && Full.Contains(type))
            throw Refusal.Malformed($"{type} is required with the type {type}");
        return type;
    }

    /// <summary>The object of the type. What the phone's own forms would refuse is refused here too.</summary>
    private static JsonNode Checked(string type, JsonNode? content)
    {
        switch (type)
        {
            case "text" when content.At("body") is not JsonValue text || text.GetValueKind() != JsonValueKind.String:
                throw Refusal.Malformed("text.body must be text");
            case "location":
                PhoneContent.CheckPlace(Degrees(content, "latitude"), Degrees(content, "longitude"));
                break;
            case "reaction":
                return Reaction(content);
            case "contacts" when content is not JsonArray { Count: > 0 } cards || cards.Any(card => card is not JsonObject || card["name"] is not (null or JsonObject)):
                throw Refusal.Unprocessable("contacts must be a list of one or more cards, each an object, and so its name, if it has one");
        }

        return content?.DeepClone() ?? new JsonObject();
    }

    /// <summary>The message may be named as this API names it or as Meta does. No emoji takes the reaction back, as an empty one.</summary>
    private static JsonObject Reaction(JsonNode? reaction)
    {
        var target = reaction.Words("message_id") ?? reaction.Words("messageId") ?? throw Refusal.Malformed("reaction.message_id is required");
        var content = new JsonObject { ["message_id"] = target };
        if (reaction.At("emoji") is { } emoji)
            content["emoji"] = emoji is JsonValue text && text.GetValueKind() == JsonValueKind.String ? text.DeepClone() : throw Refusal.Malformed("reaction.emoji must be text");
        return content;
    }

    /// <summary>Not a number stands for what could not be read as one.</summary>
    private static double Degrees(JsonNode? place, string name) =>
        place.At(name) is JsonValue value && value.TryGetValue<double>(out var degrees) ? degrees : double.NaN;

    /// <summary>What Meta says of a message beside the object of its type; null leaves out what is there otherwise.</summary>
    private static JsonObject? Besides(JsonObject body, string type, string? person)
    {
        var besides = new JsonObject();
        foreach (var (name, value) in body)
        {
            if (NotOfMeta.Contains(name) || name == type)
                continue;
            if (!Name().IsMatch(name))
                throw Refusal.Malformed($"{name} is not a field of a message");
            if (name != "from" || (person is not null && !IsFrom(value, person)))
                besides[name] = value?.DeepClone();
        }

        return besides.Count == 0 ? null : besides;
    }

    /// <summary>Who has no number to show writes with a business-scoped id there, or nothing (contract 9.5); nobody writes with another's.</summary>
    private static bool IsFrom(JsonNode? from, string person) => from switch
    {
        null => false,
        JsonValue value when value.GetValueKind() == JsonValueKind.String && PhoneText.Parse(value.ToString()) is { } digits => digits == person
            ? true
            : throw Refusal.Malformed("from is another number than the phone's own"),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => false,
        _ => throw Refusal.Malformed("from must be text"),
    };

    private static PhoneFile FileOf(JsonNode media)
    {
        if (media.Words("mimeType") is not { } mimeType || Bytes(media.Words("base64")) is not { } bytes)
            throw Refusal.Malformed("media must have a mimeType and the file in base64");
        return new PhoneFile(mimeType, media.Words("fileName") ?? "file", bytes, media.Words("caption")) { IsVoice = media.Words("voice") == "true" };
    }

    private static byte[]? Bytes(string? base64)
    {
        var bytes = new byte[base64?.Length ?? 0];
        return Convert.TryFromBase64String(base64 ?? "", bytes, out var length) && length > 0 ? bytes[..length] : null;
    }

    /// <summary>The file that a message names, if it is here; also the new one of an edited message.</summary>
    private MessageMedia? Attachment(WorldState state, string type, JsonNode content)
    {
        if (type == "edit" && content.At("message") is { } message)
            return message.Words("type") is { } inner and not "edit" && message.At(inner) is { } edited ? Attachment(state, inner, edited) : null;
        if (Array.Find(MediaKind.All, kind => kind.Name == type) is null)
            return null;
        if (content.Words("id") is { } id && store.Find(state, id) is { } file)
            return store.Attachment(file, content.Words("filename"));
        return content.Words("link") is { } link && Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new MessageMedia(link, content.Words("filename") ?? Path.GetFileName(uri.LocalPath), null, null)
            : null;
    }

    /// <summary>Where the person is from now on, when that is what the message says.</summary>
    private static string? NewNumber(string type, JsonNode content) =>
        type == "system" && content.Words("type") is "user_changed_number" or "customer_changed_number"
            ? PhoneText.Parse(content.Words("wa_id") ?? content.Words("new_wa_id"))
            : null;

    private static string? Text(JsonObject body, string name) => body[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.ToString(),
        _ => throw Refusal.Malformed($"{name} must be text"),
    };

    /// <summary>Meta writes all of its names in small letters, so that a slip in one of this API's own is seen.</summary>
    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,49}\z")]
    private static partial Regex Name();
}
