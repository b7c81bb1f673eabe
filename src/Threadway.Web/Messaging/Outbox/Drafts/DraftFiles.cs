namespace Threadway.Web.Messaging.Outbox.Drafts;

/// <summary>The files that a message carries, wherever they stand in it: its own, those of headers and of cards.</summary>
internal static class DraftFiles
{
    private static readonly string[] Kinds = ["image", "video", "document", "audio", "sticker"];

    /// <summary>Each with what it is sent as.</summary>
    public static IEnumerable<(string Kind, Field File)> Of(MessageDraft draft)
    {
        var content = Field.Of(draft.Content, new Findings(StatusCodes.Status422UnprocessableEntity), "media_reference", draft.Type);
        return draft.Type switch
        {
            "interactive" => OfInteractive(content),
            "template" => OfComponents(content["components"]),
            var kind when Kinds.Contains(kind) => [(kind, content)],
            _ => [],
        };
    }

    private static IEnumerable<(string Kind, Field File)> OfInteractive(Field interactive) =>
        [.. OfPart(interactive["header"]), .. Each(interactive["action"]["cards"]).SelectMany(card => OfPart(card["header"]))];

    private static IEnumerable<(string Kind, Field File)> OfComponents(Field components) => components.Items(0, int.MaxValue).SelectMany(component =>
        component["parameters"].Items(0, int.MaxValue).SelectMany(OfPart).Concat(component["cards"].Items(0, int.MaxValue).SelectMany(card => OfComponents(card["components"]))));

    /// <summary>A kind that is newer than this may have anything there.</summary>
    private static IReadOnlyList<Field> Each(Field list) => list.Json.ValueKind == System.Text.Json.JsonValueKind.Array ? list.Items(0, int.MaxValue) : [];

    /// <summary>A header or a parameter, whose type says under which name its file stands.</summary>
    private static IEnumerable<(string Kind, Field File)> OfPart(Field part) =>
        part["type"].Text() is { } kind && Kinds.Contains(kind) && part[kind].IsThere ? [(kind, part[kind])] : [];
}
