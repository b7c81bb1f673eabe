using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.ControlRoutes;

/// <summary>What somebody writes on a phone: the type, and the object that has its name; or Meta's own object of any type.</summary>
internal abstract record WrittenRequest
{
    private static readonly string[] Types = ["text", "location", "reaction", "contacts", "media"];

    public string Type { get; set; } = "text";
    public WrittenText? Text { get; set; }
    public WrittenLocation? Location { get; set; }
    public WrittenReaction? Reaction { get; set; }
    public WrittenMedia? Media { get; set; }
    public JsonArray? Contacts { get; set; }
    public JsonObject? Content { get; set; }
    public string? ContextMessageId { get; set; }

    public PhoneMessage Message() => Plain() with { ContextMessageId = ContextMessageId };

    private PhoneMessage Plain() => Type switch
    {
        _ when Content is { } content => PhoneMessage.Raw(Type, ControlBody.Element(content), Text?.Body),
        "text" when Text is { } text => PhoneMessage.OfText(text.Body),
        "location" when Location is { } place => PhoneMessage.OfLocation(place.Latitude, place.Longitude, place.Name, place.Address),
        "reaction" when Reaction is { } reaction => PhoneMessage.OfReaction(reaction.MessageId, reaction.Emoji),
        "contacts" when Contacts is { } contacts => PhoneMessage.OfContacts(ControlBody.Element(contacts)),
        "media" when Media is { } media => PhoneMessage.OfFile(media.MimeType, media.Base64, media.FileName, media.Caption),
        _ when Types.Contains(Type) => throw Refusal.Malformed($"{Type} is required with the type {Type}"),
        _ => throw Refusal.Plain(
            StatusCodes.Status501NotImplemented,
            $"type must be one of {string.Join(", ", Types)}, interactive, not \"{Type}\"{Nearest.Hint(Type, Types)}; any other type of Meta's needs content, the object of it"),
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
