using System.Globalization;
using System.Text.RegularExpressions;

namespace Threadway.Kapso.Emulator.State;

/// <summary>A message template of one business account, in one language.</summary>
internal sealed record Template(string BusinessAccountId, string Name, string Language, string Category, string Body, string? CopyCodeButton)
{
    public int ParameterCount => TemplateText.Placeholder().Matches(Body).Select(match => match.Value).Distinct().Count();

    public string Fill(IReadOnlyList<string> parameters) =>
        TemplateText.Placeholder().Replace(Body, match => parameters[int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) - 1]);
}

internal static partial class TemplateText
{
    [GeneratedRegex(@"\{\{(\d+)\}\}")]
    public static partial Regex Placeholder();
}
