using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>Checks the object of a message's type against the limits of contract 12.1, and says what the person reads.</summary>
internal sealed class OutgoingContent(MediaContent media, TemplateSend templates)
{
    public const string Template = "template";

    private const int LongestText = 4096;
    private const int LongestFormattedName = 200;
    private const int MostContacts = 257;

    private static readonly string[] Types =
    [
        "text", "image", "video", "document", "audio", "sticker", "location", "contacts", "reaction", Template, "interactive",
    ];

    public static void CheckType(string type)
    {
        if (!Types.Contains(type))
            throw MetaErrors.MessageType(type);
    }

    public RenderedMessage Render(WorldState state, PhoneNumber number, string type, MetaBody body) => type switch
    {
        "text" => Text(body.Part(type)),
        "location" => Location(body.Part(type)),
        "contacts" => Contacts(body),
        "reaction" => Reaction(state, number, body.Part(type)),
        Template => templates.Render(state, number, body.Part(type)),
        "interactive" => Interactive(state, body.Part(type)),
        _ => media.Render(state, type, body.Part(type)),
    };

    private static RenderedMessage Text(MetaBody text)
    {
        text.Flag("preview_url");
        return text.Text("body") switch
        {
            null or "" => throw MetaErrors.Parameter("The parameter text['body'] is required."),
            { Length: > LongestText } => throw MetaErrors.Parameter($"Param text['body'] must be at most {LongestText} characters long."),
            var content => new RenderedMessage(content),
        };
    }

    private RenderedMessage Interactive(WorldState state, MetaBody interactive)
    {
        var text = InteractiveContent.Check(interactive);
        var header = interactive.PartOrNull("header");
        return header?.Text("type") is { } kind and not "text"
            ? new RenderedMessage(text) { Media = media.Attachment(state, kind, header.Part(kind)) }
            : new RenderedMessage(text);
    }

    private static RenderedMessage Location(MetaBody location)
    {
        location.Number("latitude", 90);
        location.Number("longitude", 180);
        return new RenderedMessage(string.Join(", ", new[] { location.Text("name"), location.Text("address") }.OfType<string>()));
    }

    private static RenderedMessage Contacts(MetaBody body)
    {
        var contacts = body.Parts("contacts", 1, MostContacts);
        var names = contacts.Select(one => one.Part("name").Required("formatted_name", LongestFormattedName)).ToList();
        foreach (var contact in contacts)
        {
            foreach (var list in new[] { "phones", "emails", "urls", "addresses" })
                contact.Parts(list);
            contact.PartOrNull("org");
            contact.Text("birthday");
        }

        return new RenderedMessage(string.Join(", ", names));
    }

    /// <summary>An empty emoji takes the reaction back. A message that is not there fails later, not at once.</summary>
    private static RenderedMessage Reaction(WorldState state, PhoneNumber number, MetaBody reaction)
    {
        var answered = state.MessageById(reaction.Required("message_id"));
        var emoji = reaction.Text("emoji") ?? throw MetaErrors.Missing("reaction.emoji");
        return new RenderedMessage(emoji)
        {
            Failure = answered?.PhoneNumberId == number.Id
                ? null
                : new StatusError(131009, "Parameter value is not valid", "reaction.message_id is not a message of this number"),
        };
    }
}
