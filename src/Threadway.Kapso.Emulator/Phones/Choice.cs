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

        var action = message.Content.At("action");
        return message.Content.Words("type") switch
        {
            "button" => [.. action.Items("buttons").Select(button => From(Button, button.At("reply"))).OfType<Choice>()],
            "list" => [.. action.Items("sections").SelectMany(section => section.Items("rows")
                .Select(row => From(Row, row)).OfType<Choice>().Select(choice => choice with { Section = section.Words("title") }))],
            "call_permission_request" => [new(MessageWords.CallPermission, "accept", "Allow calls", null), new(MessageWords.CallPermission, "reject", "Do not allow", null)],
            _ => [],
        };
    }

    /// <summary>How it comes back (contract 9.5).</summary>
    public PhoneContent Pressed()
    {
        if (Kind == TemplateButton)
            return new PhoneContent(Kind, new JsonObject { ["payload"] = Id, ["text"] = Title }, Title);

        if (Kind == MessageWords.CallPermission)
        {
            var answer = new JsonObject { ["response"] = Id, ["response_source"] = "user_action" };
            return Of(new JsonObject { ["type"] = Kind, [Kind] = answer });
        }

        var reply = new JsonObject { ["id"] = Id, ["title"] = Title };
        if (Description is not null)
            reply["description"] = Description;
        return Of(new JsonObject { ["type"] = Kind, [Kind] = reply });
    }

    private static PhoneContent Of(JsonObject interactive) => new("interactive", interactive, MessageWords.Of("interactive", interactive, null));

    /// <summary>Null for what cannot be pressed, because it has no id.</summary>
    private static Choice? From(string kind, JsonNode? json) =>
        json.Words("id") is { } id ? new Choice(kind, id, json.Words("title") ?? id, json.Words("description")) : null;
}
