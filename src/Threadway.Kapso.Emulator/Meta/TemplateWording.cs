using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>The texts of a template that somebody creates: their length, their variables, and an example for each (contract 13.2).</summary>
internal static partial class TemplateWording
{
    public static void CheckBody(MetaBody part, int longest, string format)
    {
        var (text, variables) = Text(part, "BODY", longest, format);
        if (TemplateText.StartsOrEndsWithPlaceholder(text))
            throw MetaErrors.DanglingVariable(part.At("text"));
        CheckExamples(part, "BODY", variables, format);
    }

    public static void CheckHeader(MetaBody part, int longest, string format)
    {
        var (text, variables) = Text(part, "HEADER", longest, format);
        if (text.AsSpan().ContainsAny("\n\r*"))
            throw MetaErrors.TemplateText("HEADER", part.At("text"), "a header has no line breaks and no asterisks");
        if (variables.Count > 1)
            throw MetaErrors.TemplateText("HEADER", part.At("text"), "a header has one variable at most");
        CheckExamples(part, "HEADER", variables, format);
    }

    public static void CheckFooter(MetaBody part, int longest)
    {
        if (Text(part, "FOOTER", longest, TemplateText.Positional).Variables.Count > 0)
            throw MetaErrors.TemplateText("FOOTER", part.At("text"), "a footer has no variables");
    }

    /// <summary>The handle of a file that was uploaded, so that a reviewer sees one.</summary>
    public static void CheckFile(MetaBody header)
    {
        if (Words(header.PartOrNull("example"), "header_handle") is not { Length: > 0 })
            throw Missing(header, "HEADER", "header_handle");
    }

    /// <summary>What a button's variable may hold: text, or an array of one.</summary>
    public static string ButtonExample(MetaBody button) =>
        (button.Json["example"]?.GetValueKind() == JsonValueKind.String ? [button.Text("example")!] : Words(button, "example")) is [{ Length: > 0 } example, ..]
            ? example
            : throw MetaErrors.TemplateField("BUTTONS", "example", button.At("example"));

    private static (string Text, IReadOnlyList<string> Variables) Text(MetaBody part, string component, int longest, string format)
    {
        var path = part.At("text");
        if (part.Text("text") is not { } text || string.IsNullOrWhiteSpace(text))
            throw MetaErrors.TemplateField(component, "text", path);
        if (text.Length > longest)
            throw MetaErrors.TemplateTooLong(path, text.Length, longest);
        if (TemplateText.HasLooseBraces(text))
            throw MetaErrors.TemplateText(component, path, "a variable is a number or a name in two pairs of braces, as {{1}}");

        var variables = TemplateText.Placeholders(text);
        var isNamed = format == TemplateText.Named;
        if (isNamed ? variables.All(name => Name().IsMatch(name)) : variables.Select((name, index) => name == $"{index + 1}").All(fits => fits))
            return (text, variables);
        throw MetaErrors.TemplateText(
            component, path, $"placeholders are {(isNamed ? "named, as {{first_name}}" : "numbered from {{1}} without a gap")}");
    }

    /// <summary>Positional ones in a row, of which a body has a list; named ones with their names.</summary>
    private static void CheckExamples(MetaBody part, string component, IReadOnlyList<string> variables, string format)
    {
        if (variables.Count == 0)
            return;

        var (example, field) = (part.PartOrNull("example"), component.ToLowerInvariant() + "_text");
        if (format == TemplateText.Named)
        {
            var named = example?.Parts(field + "_named_params") ?? [];
            if (variables.FirstOrDefault(name => !named.Any(one => one.Text("param_name") == name && one.Text("example") is { Length: > 0 })) is { } bare)
                throw Missing(part, component, field + "_named_params", $", with an example of {bare}");
            return;
        }

        var row = component == "BODY" ? Words((example?.Json[field] as JsonArray)?.FirstOrDefault()) : Words(example, field);
        if (row is null || row.Length < variables.Count)
            throw Missing(part, component, field, $", with an example of each variable");
    }

    private static Refusal Missing(MetaBody part, string component, string field, string which = "") =>
        MetaErrors.TemplateField(component, "example", part.At("example." + field), which);

    private static string[]? Words(MetaBody? part, string name) => Words(part?.Json[name]);

    /// <summary>Null for what is no list of texts.</summary>
    private static string[]? Words(JsonNode? node) =>
        node is JsonArray array && array.All(one => one?.GetValueKind() == JsonValueKind.String && one.ToString().Length > 0)
            ? [.. array.Select(one => one!.ToString())]
            : null;

    [GeneratedRegex(@"\A[a-z_][a-z0-9_]*\z")]
    private static partial Regex Name();
}
