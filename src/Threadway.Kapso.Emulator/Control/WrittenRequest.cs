using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Media;
using Threadway.Kapso.Emulator.Phones;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Control;

/// <summary>What somebody writes on a phone: the type, and the object that has its name.</summary>
internal abstract record WrittenRequest
{
    public string Type { get; set; } = "text";
    public WrittenText? Text { get; set; }
    public WrittenLocation? Location { get; set; }
    public WrittenReaction? Reaction { get; set; }
    public WrittenMedia? Media { get; set; }
    public JsonArray? Contacts { get; set; }
    public string? ContextMessageId { get; set; }

    /// <summary>Refuses at once what cannot be written; a file is kept when the message is.</summary>
    public Func<WorldState, PhoneContent> Content(HttpRequest http, MediaStore store, string phoneNumberId)
    {
        if (Type == "media" && Media is { } media)
        {
            var file = new PhoneFile(media.MimeType, media.FileName ?? "file", media.Base64, media.Caption);
            return state => PhoneContent.OfFile(state, store, phoneNumberId, file) with { ContextMessageId = ContextMessageId };
        }

        var content = Plain(http) with { ContextMessageId = ContextMessageId };
        return _ => content;
    }

    private PhoneContent Plain(HttpRequest http) => Type switch
    {
        "text" when Text is { } text => PhoneContent.OfText(text.Body),
        "location" when Location is { } place => PhoneContent.OfLocation(place.Latitude, place.Longitude, place.Name, place.Address),
        "reaction" when Reaction is { } reaction => PhoneContent.OfReaction(reaction.MessageId, reaction.Emoji),
        "contacts" when Contacts is { Count: > 0 } contacts => PhoneContent.OfContacts((JsonArray)contacts.DeepClone()),
        "text" or "location" or "reaction" or "contacts" or "media" => throw Refusal.Malformed($"{Type} is required"),
        _ => throw Refusal.NotEmulated(http, $"messages of type {Type} from a phone"),
    };
}

/// <summary>From a person to a connected number; also a pressed button, or a flow that was filled in.</summary>
internal sealed record InboundRequest : WrittenRequest
{
    public string? PhoneNumberId { get; set; }
    public InboundReply? Reply { get; set; }
    public InboundFlow? Flow { get; set; }
}

/// <summary>From a connected number's owner to a person.</summary>
internal sealed record EchoRequest : WrittenRequest
{
    public required string To { get; set; }
}

internal sealed record WrittenText
{
    public required string Body { get; set; }
}

internal sealed record WrittenLocation
{
    public required double Latitude { get; set; }
    public required double Longitude { get; set; }
    public string? Name { get; set; }
    public string? Address { get; set; }
}

internal sealed record WrittenReaction
{
    public required string MessageId { get; set; }
    public required string Emoji { get; set; }
}

internal sealed record WrittenMedia
{
    public required string MimeType { get; set; }
    public required byte[] Base64 { get; set; }
    public string? FileName { get; set; }
    public string? Caption { get; set; }
}

/// <summary>A button or a row that is pressed, by the id that the business gave it.</summary>
internal sealed record InboundReply
{
    public required string MessageId { get; set; }
    public required string Id { get; set; }
}

/// <summary>A flow message that is answered, with what was filled in.</summary>
internal sealed record InboundFlow
{
    public required string MessageId { get; set; }
    public required JsonObject Response { get; set; }
}
