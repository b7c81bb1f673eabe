using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.Media;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>What is written on a phone, a person's or an owner's: the type, Meta's object for it, and its words.</summary>
internal sealed record PhoneContent(string Type, JsonNode Content, string Text)
{
    /// <summary>The message that it answers.</summary>
    public string? ContextMessageId { get; init; }

    public MessageMedia? Media { get; init; }

    /// <summary>What Meta says beside the object of the type: errors, a referral, a group, a context of its own.</summary>
    public JsonObject? Besides { get; init; }

    /// <summary>Where the person is from now on.</summary>
    public string? NewNumber { get; init; }

    public static PhoneContent OfText(string text) => new("text", new JsonObject { ["body"] = text }, text);

    /// <summary>An empty emoji takes the reaction back.</summary>
    public static PhoneContent OfReaction(string messageId, string emoji) =>
        new("reaction", new JsonObject { ["message_id"] = messageId, ["emoji"] = emoji }, emoji);

    /// <summary>The file is kept for the number; its type of message follows from the type of file.</summary>
    public static PhoneContent OfFile(WorldState state, MediaStore store, string phoneNumberId, PhoneFile sent)
    {
        var kind = MediaKind.OfMime(sent.MimeType) ?? throw Refusal.Unprocessable("WhatsApp does not take files of this type");
        if (sent.Bytes.Length == 0 || sent.Bytes.Length > kind.LargestFor(sent.Bytes))
            throw Refusal.Unprocessable($"A file of this type has 1 to {kind.LargestFor(sent.Bytes)} bytes");

        var file = store.Keep(state, phoneNumberId, sent.MimeType, sent.FileName, sent.Bytes);
        var content = new JsonObject { ["id"] = file.Id, ["mime_type"] = file.MimeType, ["sha256"] = file.Sha256 };
        if (sent.Caption is { } caption)
            content["caption"] = caption;
        if (kind.Name == "document")
            content["filename"] = file.FileName;
        if (kind.Name == "audio")
            content["voice"] = sent.IsVoice;
        return new PhoneContent(kind.Name, content, sent.Caption ?? "") { Media = store.Attachment(file) };
    }

    public static PhoneContent OfLocation(double latitude, double longitude, string? name, string? address)
    {
        CheckPlace(latitude, longitude);
        var content = new JsonObject { ["latitude"] = latitude, ["longitude"] = longitude };
        if (name is not null)
            content["name"] = name;
        if (address is not null)
            content["address"] = address;
        return new PhoneContent("location", content, MessageWords.Of("location", content, null));
    }

    /// <summary>One card, as a person shares their own.</summary>
    public static PhoneContent OfContact(string? name, string digits)
    {
        var card = new JsonObject();
        if (name is not null)
            card["name"] = new JsonObject { ["formatted_name"] = name, ["first_name"] = name };
        card["phones"] = new JsonArray(new JsonObject { ["phone"] = PhoneText.Format(digits), ["wa_id"] = digits, ["type"] = "CELL" });
        return new PhoneContent("contacts", new JsonArray(card), MessageWords.NameOf(card) ?? "");
    }

    /// <summary>The answer to a flow (contract 9.5): what was filled in comes as text.</summary>
    public static PhoneContent OfFlow(JsonObject response) => new(
        "interactive",
        new JsonObject
        {
            ["type"] = "nfm_reply",
            ["nfm_reply"] = new JsonObject { ["name"] = "flow", ["body"] = "Sent", ["response_json"] = Answer.Text(response) },
        },
        "Sent");

    /// <summary>Other words for a text that was sent before.</summary>
    public static PhoneContent OfEdit(string messageId, string text)
    {
        var content = new JsonObject
        {
            ["original_message_id"] = messageId,
            ["message"] = new JsonObject { ["type"] = "text", ["text"] = new JsonObject { ["body"] = text } },
        };
        return new PhoneContent("edit", content, text);
    }

    /// <summary>A message that was sent before is deleted for everyone.</summary>
    public static PhoneContent OfRevoke(string messageId)
    {
        var content = new JsonObject { ["original_message_id"] = messageId };
        return new PhoneContent("revoke", content, MessageWords.Of("revoke", content, null));
    }

    /// <summary>Not a number stands for what could not be read as one.</summary>
    public static void CheckPlace(double latitude, double longitude)
    {
        CheckDegrees("latitude", latitude, 90);
        CheckDegrees("longitude", longitude, 180);
    }

    private static void CheckDegrees(string name, double degrees, int most)
    {
        if (double.IsNaN(degrees) || Math.Abs(degrees) > most)
            throw Refusal.Unprocessable($"The {name} must be a number from -{most} to {most}, as 4.6097");
    }
}
