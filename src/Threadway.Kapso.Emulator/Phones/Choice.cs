using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>A button or a list's row that the person can press.</summary>
internal sealed record Choice(string Kind, string Id, string Title, string? Description, string? Section = null)
{
    public const string Button = "button_reply";
    public const string Row = "list_reply";
    public const string TemplateButton = "button";

    /// <summary>What can be pressed in a message; nothing in most.</summary>
    public static IReadOnlyList<Choice> Of(Message message)
    {
        if (message is { IsInbound: false, Frame: { } frame })
            return [.. frame.Buttons.Concat((frame.Cards ?? []).SelectMany(card => card.Buttons)).Where(one => one.Type == FrameButton.QuickReply).Select(one => new Choice(TemplateButton, one.Value!, one.Text, null))];
        if (message is not { Type: "interactive", IsInbound: false })
            return [];

        var action = message.Content["action"];
        return message.Content["type"]?.ToString() switch
        {
            "button" => [.. Items(action?["buttons"]).Select(button => From(Button, button["reply"]!))],
            "list" => [.. Items(action?["sections"]).SelectMany(section => Items(section["rows"]).Select(row =>
                From(Row, row) with { Section = section["title"]?.ToString() }))],
            _ => [],
        };
    }

    /// <summary>How it comes back (contract 9.5).</summary>
    public PhoneContent Pressed()
    {
        if (Kind == TemplateButton)
            return new PhoneContent(Kind, new JsonObject { ["payload"] = Id, ["text"] = Title }, Title);

        var reply = new JsonObject { ["id"] = Id, ["title"] = Title };
        if (Description is not null)
            reply["description"] = Description;
        return new PhoneContent("interactive", new JsonObject { ["type"] = Kind, [Kind] = reply }, Title);
    }

    private static IEnumerable<JsonNode> Items(JsonNode? array) => (array as JsonArray ?? []).OfType<JsonNode>();

    private static Choice From(string kind, JsonNode json) =>
        new(kind, json["id"]!.ToString(), json["title"]!.ToString(), json["description"]?.ToString());
}
