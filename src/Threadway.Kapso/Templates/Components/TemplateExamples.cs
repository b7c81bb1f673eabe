using System.Text.Json;
using System.Text.RegularExpressions;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>The variables in a template's text: <c>{{1}}</c>, or names.</summary>
internal static partial class TemplatePlaceholders
{
    /// <summary>Each once, in the order in which they stand there.</summary>
    public static IReadOnlyList<string> Of(string? text) => text is null
        ? []
        : [.. Placeholder().Matches(text).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal)];

    public static bool IsName(string placeholder) => !placeholder.All(char.IsAsciiDigit);

    /// <summary>The values as parameters of the text's variables, which have names or go by their order.</summary>
    public static IReadOnlyList<TemplateParameter> Filled(string text, IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(values);

        var placeholders = Of(text);
        return
        [
            .. values.Select((value, at) => at < placeholders.Count && IsName(placeholders[at])
                ? TemplateParameter.OfText(placeholders[at], value)
                : TemplateParameter.OfText(value)),
        ];
    }

    [GeneratedRegex(@"\{\{\s*([\p{L}\p{Nd}_]+)\s*\}\}")]
    private static partial Regex Placeholder();
}

/// <summary>
/// The examples that Meta wants at creation (contract 13.2): by order in a list, those of a body in a list of lists, or by name.
/// </summary>
internal static class TemplateExamples
{
    public static void Write(Utf8JsonWriter writer, string member, IReadOnlyList<TemplateParameter> examples, bool isTable)
    {
        writer.WriteStartObject("example"u8);
        if (examples.Any(example => example.ParameterName is not null))
        {
            writer.WriteStartArray($"{member}_named_params");
            foreach (var example in examples)
            {
                writer.WriteStartObject();
                writer.WriteString("param_name"u8, example.ParameterName);
                writer.WriteString("example"u8, example.ExampleText);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }
        else
        {
            writer.WriteStartArray(member);
            if (isTable)
                writer.WriteStartArray();
            foreach (var example in examples)
                writer.WriteStringValue(example.ExampleText);
            if (isTable)
                writer.WriteEndArray();
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    public static void WriteHandle(Utf8JsonWriter writer, string handle)
    {
        writer.WriteStartObject("example"u8);
        writer.WriteStartArray("header_handle"u8);
        writer.WriteStringValue(handle);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static IReadOnlyList<TemplateParameter> Read(JsonElement component, string member)
    {
        if (component.Child("example") is not { } example)
            return [];

        var named = from item in example.Items($"{member}_named_params")
                    let name = item.Text("param_name")
                    let value = item.Text("example")
                    where name is not null && value is not null
                    select TemplateParameter.OfText(name, value);
        var ordered = example.Items(member)
            .SelectMany(item => item.ValueKind == JsonValueKind.Array ? item.EnumerateArray().AsEnumerable() : [item])
            .Select(item => item.Text())
            .OfType<string>()
            .Select(TemplateParameter.OfText);

        return [.. named, .. ordered];
    }
}
