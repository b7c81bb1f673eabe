using System.Text.Json.Nodes;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>What a person writes: the type, Meta's object for it, and its words.</summary>
internal sealed record InboundContent(string Type, JsonObject Content, string Text)
{
    /// <summary>The message that it answers.</summary>
    public string? ContextMessageId { get; init; }

    public static InboundContent OfText(string text) => new("text", new JsonObject { ["body"] = text }, text);

    public static InboundContent OfReaction(string messageId, string emoji) =>
        new("reaction", new JsonObject { ["message_id"] = messageId, ["emoji"] = emoji }, emoji);

    public static InboundContent OfLocation(double latitude, double longitude, string? name, string? address)
    {
        var content = new JsonObject { ["latitude"] = latitude, ["longitude"] = longitude };
        if (name is not null)
            content["name"] = name;
        if (address is not null)
            content["address"] = address;
        return new InboundContent("location", content, string.Join(", ", new[] { name, address }.OfType<string>()));
    }
}
