using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Threadway.Web.Messaging.Outbox.Drafts;

/// <summary>What stands under the type's name, of every type (contract 12.1). Members that are not known pass through: Meta adds some.</summary>
internal static partial class ContentReader
{
    private const string Raw = "raw";
    private const int LongestText = 4096;
    private const int LongestCaption = 1024;
    private const int MostContacts = 257;
    private const int LongestName = 200;

    public static readonly string[] Types =
    [
        "text", "image", "video", "document", "audio", "sticker", "location", "contacts", "reaction", "template", "interactive", Raw,
    ];

    /// <summary>What has a meaning of its own beside the content, at Kapso or at Meta: no type can be called so.</summary>
    private static readonly string[] Envelope =
    [
        "messaging_product", "type", "to", "recipient", "recipient_type", "context", "biz_opaque_callback_data", "messaging_account_id",
        "status", "message_id", "typing_indicator", Raw,
    ];

    /// <summary>Type and content as they are sent.</summary>
    public static (string Type, JsonElement Content) Read(Field body)
    {
        var field = body["type"];
        if (!field.IsThere)
        {
            field.As("message_type_missing").Refuse($"type is required: {string.Join(", ", Types)}.");
            return ("", default);
        }
        var type = field.As("message_type_unknown").Text() ?? "";
        if (!Types.Contains(type))
        {
            var near = NearestName.Of(type, Types);
            field.As("message_type_unknown").Refuse(
                $"type may be {string.Join(", ", Types)}.{(near is null ? "" : $" Is {near} meant?")} A type that is newer than this list is sent with type raw.");
            return ("", default);
        }
        if (type == Raw) return ReadRaw(body[Raw].As("raw_invalid").Object());

        var content = body[type].As("message_content_missing");
        if (!content.IsThere) content.Refuse($"{type} is required: what is sent stands under the type's name.");
        Check(type, content);
        return (type, content.Json);
    }

    private static (string Type, JsonElement Content) ReadRaw(Field raw)
    {
        var type = raw["type"].Required(64);
        if (Envelope.Contains(type) || !TypeName().IsMatch(type))
            raw["type"].Refuse("raw.type must be a type's name: small letters, digits and underscores, and no field that goes beside a type.");
        else if (Types.Contains(type) && !IsNewInteractive(type, raw))
            raw["type"].Refuse($"{type} is known here: send it with type {type}, so that it is checked.");
        foreach (var member in raw.Json.ValueKind == JsonValueKind.Object ? raw.Json.EnumerateObject() : default)
        {
            if (member.Name != "type" && member.Name != type) raw[member.Name].Refuse($"raw may hold type and {type}, and no {member.Name}.");
        }
        if (type.Length > 0) raw[type].Object();
        return (type, raw[type].Json);
    }

    private static bool IsNewInteractive(string type, Field raw) =>
        type == "interactive" && raw[type].Json.ValueKind == JsonValueKind.Object && raw[type]["type"].Text() is { Length: > 0 } kind && !InteractiveReader.Kinds.Contains(kind);

    private static void Check(string type, Field content)
    {
        switch (type)
        {
            case "text":
                content.Object()["preview_url"].Flag();
                content["body"].As("text_missing").Required(LongestText, "text_too_long");
                break;
            case "location":
                var place = content.Object().As("location_invalid");
                place["latitude"].Number(90);
                place["longitude"].Number(180);
                place["name"].Text();
                place["address"].Text();
                break;
            case "contacts":
                CheckContacts(content.As("contacts_invalid"));
                break;
            case "reaction":
                CheckReaction(content.Object().As("reaction_invalid"));
                break;
            case "template":
                TemplateReader.Check(content.Object());
                break;
            case "interactive":
                InteractiveReader.Check(content.Object());
                break;
            default:
                CheckMedia(type, content.Object());
                break;
        }
    }

    private static void CheckMedia(string type, Field media)
    {
        CheckFile(media);
        var caption = media["caption"].As("caption_not_allowed");
        if (type is "audio" or "sticker")
        {
            if (caption.IsThere) caption.Refuse($"{(type == "audio" ? "An audio" : "A sticker")} message takes no caption: send the text as a message of its own.");
        }
        else
        {
            media["caption"].As("message_invalid").Text(LongestCaption, "caption_too_long");
        }
        media["filename"].As("message_invalid").Text();
        if (type == "audio") media["voice"].As("message_invalid").Flag();
    }

    /// <summary>A file is named by id or by link, also in headers.</summary>
    public static void CheckFile(Field media)
    {
        var (id, link) = (media["id"].As("media_reference"), media["link"].As("media_reference"));
        if (id.IsThere && link.IsThere)
            link.Refuse($"{id.Path} and {link.Path} exclude each other: give one of them.");
        else if (id.IsThere)
            id.Required(100);
        else if (link.IsThere)
            CheckLink(link);
        else
            id.Refuse($"{id.Path} or {link.Path} is required: the id of an uploaded file, or a link that Meta can fetch.");
    }

    public static void CheckLink(Field link)
    {
        var text = link.Required(2048);
        // A rooted path is an address of this machine to Uri, and no link to anybody.
        if (text.Length > 0 && !(text[0] != '/' && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address.Host.Length > 0))
            link.Refuse($"{link.Path} must be a whole https or http address.");
    }

    private static void CheckContacts(Field contacts)
    {
        foreach (var contact in contacts.Items(1, MostContacts))
        {
            contact["name"].Object()["formatted_name"].Required(LongestName);
            foreach (var list in (string[])["phones", "emails", "urls", "addresses"]) contact[list].Items(0, int.MaxValue);
            contact["org"].IsObject();
            contact["birthday"].Text();
        }
    }

    private static void CheckReaction(Field reaction)
    {
        reaction["message_id"].Required(300);
        var emoji = reaction["emoji"];
        if (emoji.Text() is not { } text)
            emoji.Refuse("reaction.emoji is required: one emoji, or an empty text to take the reaction back.");
        else if (text.Length > 0 && !IsOneEmoji(text))
            emoji.Refuse("reaction.emoji must be one emoji, or an empty text to take the reaction back.");
    }

    /// <summary>One sign to the eye, that is a picture: a symbol, or something that is shown as one by a mark behind it.</summary>
    private static bool IsOneEmoji(string text)
    {
        if (StringInfo.GetNextTextElementLength(text) != text.Length) return false;
        Rune.DecodeFromUtf16(text, out var first, out _);
        return Rune.GetUnicodeCategory(first) is UnicodeCategory.OtherSymbol || (first.Value > 0x2000 && Rune.GetUnicodeCategory(first) is UnicodeCategory.MathSymbol or UnicodeCategory.ModifierSymbol)
            || text.AsSpan().ContainsAny('\uFE0F', '\u20E3');
    }

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,63}\z")]
    private static partial Regex TypeName();
}
