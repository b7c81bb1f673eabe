using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Threadway.Kapso.Emulator.State;

/// <summary>A message template of one business account, in one language.</summary>
internal sealed class Template
{
    // Meta's own review of a plain template takes about as long.
    private static readonly TimeSpan Review = TimeSpan.FromMinutes(1);

    public required string Id { get; init; }
    public required string BusinessAccountId { get; init; }
    public required string Name { get; init; }
    public required string Language { get; init; }
    public required string Category { get; set; }
    public string? PreviousCategory { get; set; }
    public string ParameterFormat { get; set; } = TemplateText.Positional;

    /// <summary>As Meta lists them; types in capitals.</summary>
    public required JsonArray Components { get; set; }

    public string Status { get; set; } = TemplateStatus.Pending;
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was changed last: each change is reviewed anew.</summary>
    public DateTimeOffset? ChangedAt { get; set; }

    /// <summary>Reviews end by the clock; whoever reads a template settles it first.</summary>
    public void Settle(DateTimeOffset now)
    {
        if (Status == TemplateStatus.Pending && now - (ChangedAt ?? CreatedAt) >= Review)
            Status = TemplateStatus.Approved;
    }
}

/// <summary>The components of a template, or of one of its cards.</summary>
internal static class TemplateParts
{
    public static JsonObject? Part(this JsonArray components, string type) =>
        components.OfType<JsonObject>().FirstOrDefault(one => one["type"]?.ToString() == type);

    public static IReadOnlyList<JsonObject> Buttons(this JsonArray components) => Objects(components.Part("BUTTONS")?["buttons"]);

    /// <summary>None in most templates.</summary>
    public static IReadOnlyList<JsonArray> Cards(this JsonArray components) =>
        [.. Objects(components.Part("CAROUSEL")?["cards"]).Select(card => card["components"]).OfType<JsonArray>()];

    private static JsonObject[] Objects(JsonNode? array) => [.. (array as JsonArray ?? []).OfType<JsonObject>()];
}

internal static class TemplateCategory
{
    public const string Authentication = "AUTHENTICATION";
    public const string Marketing = "MARKETING";
    public const string Utility = "UTILITY";

    public static readonly string[] All = [Authentication, Marketing, Utility];
}

internal static class TemplateStatus
{
    public const string Pending = "PENDING";
    public const string Approved = "APPROVED";
    public const string Rejected = "REJECTED";
    public const string Paused = "PAUSED";
    public const string Disabled = "DISABLED";
}

/// <summary>Text with <c>{{1}}</c> or <c>{{first_name}}</c> in it.</summary>
internal static partial class TemplateText
{
    public const string Positional = "POSITIONAL";
    public const string Named = "NAMED";

    /// <summary>Each placeholder once; numbers in their order.</summary>
    public static IReadOnlyList<string> Placeholders(string text) =>
        [.. Placeholder().Matches(text).Select(match => match.Groups[1].Value).Distinct().OrderBy(Order)];

    /// <summary>Whether nothing but white space stands before the first placeholder, or after the last.</summary>
    public static bool StartsOrEndsWithPlaceholder(string text)
    {
        var trimmed = text.Trim();
        return Placeholder().Matches(trimmed) is { Count: > 0 } found && (found[0].Index == 0 || found[^1].Index + found[^1].Length == trimmed.Length);
    }

    /// <summary>Whether braces are left over once all placeholders are taken out.</summary>
    public static bool HasLooseBraces(string text) =>
        Placeholder().Replace(text, "") is var rest && (rest.Contains("{{", StringComparison.Ordinal) || rest.Contains("}}", StringComparison.Ordinal));

    public static string Fill(string text, IReadOnlyDictionary<string, string> values) =>
        Placeholder().Replace(text, match => values[match.Groups[1].Value]);

    private static int Order(string name) => int.TryParse(name, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;

    [GeneratedRegex(@"\{\{\s*(\w+)\s*\}\}")]
    private static partial Regex Placeholder();
}
