using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>What a person writes: the type, Meta's object for it, and its words.</summary>
internal sealed record InboundContent(string Type, JsonObject Content, string Text)
{
    /// <summary>The message that it answers.</summary>
    public string? ContextMessageId { get; init; }

    public MessageMedia? Media { get; init; }

    public static InboundContent OfText(string text) => new("text", new JsonObject { ["body"] = text }, text);

    public static InboundContent OfReaction(string messageId, string emoji) =>
        new("reaction", new JsonObject { ["message_id"] = messageId, ["emoji"] = emoji }, emoji);

    public static InboundContent OfFile(string type, MediaFile file, MessageMedia media, string? caption)
    {
        var content = new JsonObject { ["id"] = file.Id, ["mime_type"] = file.MimeType, ["sha256"] = file.Sha256 };
        if (caption is not null)
            content["caption"] = caption;
        if (type == "document")
            content["filename"] = file.FileName;
        if (type == "audio")
            content["voice"] = false;
        return new InboundContent(type, content, caption ?? "") { Media = media };
    }

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
