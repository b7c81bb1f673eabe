using System.Text.Json.Nodes;

namespace Threadway.Kapso.Emulator.ControlRoutes;

/// <summary>What somebody writes on a phone: the type, and the object that has its name. All other fields are Meta's, and are taken as they stand.</summary>
internal abstract record WrittenRequest
{
    public string Type { get; set; } = "text";
    public WrittenText? Text { get; set; }
    public WrittenLocation? Location { get; set; }
    public JsonObject? Reaction { get; set; }
    public JsonArray? Contacts { get; set; }
    public WrittenMedia? Media { get; set; }
    public string? ContextMessageId { get; set; }
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
    public string? Url { get; set; }
}

internal sealed record WrittenMedia
{
    public required string MimeType { get; set; }
    public required byte[] Base64 { get; set; }
    public string? FileName { get; set; }
    public string? Caption { get; set; }
    public bool Voice { get; set; }
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
