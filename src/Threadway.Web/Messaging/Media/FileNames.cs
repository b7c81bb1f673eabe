using System.Globalization;
using System.Text;

namespace Threadway.Web.Messaging.Media;

/// <summary>Names that others gave to files, as no browser and no disk takes them for something else.</summary>
internal static class FileNames
{
    private const int Longest = 120;

    /// <summary>The last part of a path, without control characters and marks that turn the text's direction; null where nothing is left.</summary>
    public static string? Clean(string? name)
    {
        if (name is null) return null;
        var last = name[(name.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        var clean = string.Concat(last.EnumerateRunes().Where(IsPlain).Take(Longest).Select(rune => rune.ToString())).Trim('.', ' ');
        return clean.Length == 0 ? null : clean;
    }

    // Format characters are those that turn the direction, and others that nobody sees.
    private static bool IsPlain(Rune rune) => rune != Rune.ReplacementChar && rune.Value is not ('"' or '*' or ':' or '<' or '>' or '?' or '|')
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
