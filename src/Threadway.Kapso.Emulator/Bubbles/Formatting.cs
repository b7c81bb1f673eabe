using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;
using Threadway.Kapso.Emulator.Layout;

namespace Threadway.Kapso.Emulator.Bubbles;

/// <summary>WhatsApp's *bold*, _italic_, ~struck~, `code` and ```blocks```: drawn as such in a bubble, left out where there is one plain line.</summary>
internal static partial class Formatting
{
    private static readonly (string Mark, string Tag)[] Marks =
        [("block", "code"), ("inline", "code"), ("bold", "strong"), ("italic", "em"), ("struck", "s")];

    /// <summary>As markup; all of the text is encoded.</summary>
    public static HtmlString Html(string text)
    {
        var html = new StringBuilder();
        Write(html, text);
        return new HtmlString(html.ToString());
    }

    /// <summary>In one line without any marks, for previews, quotes and titles.</summary>
    public static string Plain(string text) => Space().Replace(WithoutMarks(text), " ").Trim();

    private static string WithoutMarks(string text) => Marked().Replace(text, match =>
    {
        var (mark, _, inner) = Read(match);
        return IsCode(mark) ? inner : WithoutMarks(inner);
    });

    private static void Write(StringBuilder html, string text)
    {
        var written = 0;
        foreach (Match match in Marked().Matches(text))
        {
            var (mark, tag, inner) = Read(match);
            html.Append(Encode(text[written..match.Index])).Append('<').Append(tag).Append('>');
            if (IsCode(mark))
                html.Append(Encode(inner));
            else
                Write(html, inner);
            html.Append("</").Append(tag).Append('>');
            written = match.Index + match.Length;
        }

        html.Append(Encode(text[written..]));
    }

    private static (string Mark, string Tag, string Inner) Read(Match match)
    {
        var (mark, tag) = Array.Find(Marks, one => match.Groups[one.Mark].Success);
        return (mark, tag, match.Groups[mark].Value);
    }

    private static bool IsCode(string mark) => mark is "block" or "inline";

    private static string Encode(string text) => Markup.Encoder.Encode(text).Replace("&#xA;", "<br>", StringComparison.Ordinal);

    /// <summary>A mark stands outside of words, and right at what it marks: <c>2 * 3 * 4</c> and <c>snake_case_name</c> have none.</summary>
    [GeneratedRegex(
        @"```(?<block>.+?)```|`(?<inline>[^`\n]+)`|(?<!\w)\*(?=\S)(?<bold>[^*\n]+)(?<=\S)\*(?!\w)|(?<!\w)_(?=\S)(?<italic>[^_\n]+)(?<=\S)_(?!\w)|(?<!\w)~(?=\S)(?<struck>[^~\n]+)(?<=\S)~(?!\w)",
        RegexOptions.Singleline)]
    private static partial Regex Marked();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
