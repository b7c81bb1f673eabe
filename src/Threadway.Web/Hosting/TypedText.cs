using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Threadway.Web.Hosting;

/// <summary>
/// Text as people type, paste and dictate it: digits of their own script, dashes and spaces of every kind, marks that nobody
/// sees, WhatsApp's stars around a code. Whatever a person writes goes through here before it is looked at.
/// </summary>
internal static partial class TypedText
{
    private const int CodeLength = 6;

    private const int ZeroWidthNonJoiner = 0x200C, ZeroWidthJoiner = 0x200D;

    /// <summary>Longer than any message that a code comes in; more than that is no code, and is not searched.</summary>
    private const int Longest = 1000;

    /// <summary>
    /// The same text with ASCII digits, one kind of dash, space and plus, without what cannot be seen, trimmed. Letters and other
    /// signs stay. Applied twice it is the same as once; it never throws, and null is the empty text.
    /// </summary>
    public static string Plain(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";

        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) Append(plain, rune);
        return plain.ToString().Trim();
    }

    /// <summary>
    /// A name as it was written, without what cannot be seen at its ends or directs what stands around it, with one kind of blank.
    /// Letters keep their marks, emoji their joiners. Empty where nothing is to be seen.
    /// </summary>
    public static string Label(string? text)
    {
        if (Plain(text).Length == 0) return "";

        var label = new StringBuilder(text!.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (Rune.IsWhiteSpace(rune)) label.Append(' ');
            else if (rune.Value is ZeroWidthNonJoiner or ZeroWidthJoiner || category is not (UnicodeCategory.Format or UnicodeCategory.Control)) label.Append(rune.ToString());
        }
        return label.ToString().Trim(' ', (char)ZeroWidthNonJoiner, (char)ZeroWidthJoiner);
    }

    /// <summary>
    /// The six digits of a one-time code, out of whatever stands around them: stars, a full stop, blanks and dashes between, or
    /// the whole message that it came in. Null where there are not six, or more than one reading.
    /// </summary>
    public static string? Code(string? text)
    {
        if (text is not { Length: <= Longest }) return null;

        var plain = Plain(text);
        // Without words around it, all that is there was meant as the code.
        if (!plain.Any(char.IsLetter) && DigitsOf(plain) is { Length: CodeLength } all) return all;

        return Only(Groups().Matches(plain).Select(match => DigitsOf(match.Value)))
            ?? (plain.Any(char.IsLetter) ? Only(Digits().Matches(plain).Select(match => match.Value)) : null);
    }

    /// <summary>The ASCII digits of a text, and nothing else of it.</summary>
    public static string DigitsOf(string plain) => string.Concat(plain.Where(char.IsAsciiDigit));

    private static string? Only(IEnumerable<string> runs) =>
        runs.Where(run => run.Length == CodeLength).Distinct(StringComparer.Ordinal).ToList() is [var one] ? one : null;

    private static void Append(StringBuilder plain, Rune rune)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.DecimalDigitNumber:
                plain.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
                break;
            case UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                plain.Append(' ');
                break;
            case UnicodeCategory.DashPunctuation:
                plain.Append('-');
                break;
            // Direction marks, joiners, byte order marks; variation selectors and keycaps; accents have nothing to say on a digit.
            case UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark:
                break;
            case UnicodeCategory.Control:
                if (Rune.IsWhiteSpace(rune)) plain.Append(' ');
                break;
            default:
                AppendSign(plain, rune);
                break;
        }
    }

    /// <summary>Signs that are dashes, blanks and plusses to whoever types them, and something else to Unicode.</summary>
    private static void AppendSign(StringBuilder plain, Rune rune)
    {
        switch (rune.Value)
        {
            // Minus signs, the hyphen bullet, and the lengthening mark that stands where a Japanese keyboard has its dash.
            case 0x2212 or 0x207B or 0x208B or 0x02D7 or 0x2796 or 0x2043 or 0x30FC or 0xFF70:
                plain.Append('-');
                break;
            case 0xFF0B or 0xFE62 or 0x207A or 0x208A or 0x2795:
                plain.Append('+');
                break;
            // Letters to Unicode, and nothing to the eye.
            case 0x115F or 0x1160 or 0x3164 or 0xFFA0:
                break;
            case 0x2800:
                plain.Append(' ');
                break;
            // Full-width letters and signs.
            case > 0xFF00 and < 0xFF5F and var wide:
                plain.Append((char)(wide - 0xFF00 + 0x20));
                break;
            default:
                plain.Append(rune.ToString());
                break;
        }
    }

    /// <summary>Digits with at most one blank, dash or dot between two of them.</summary>
    [GeneratedRegex("[0-9](?:[ .-]?[0-9])*")]
    private static partial Regex Groups();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
