using System.Globalization;
using System.Text;

namespace Threadway.Kapso;

/// <summary>
/// The form of an upload (RFC 7578), as browsers send it: names in quotes and in UTF-8, with <c>%22</c> for a quote. .NET's own form
/// leaves the quotes away and adds <c>filename*</c>, which RFC 7578 forbids.
/// </summary>
internal sealed class UploadForm : MultipartContent
{
    private const int LongestName = 128;

    public UploadForm(HttpContent file, string fileName) : base("form-data")
    {
        HeaderEncodingSelector = static (_, _) => Encoding.UTF8;
        Add(Named(new StringContent("whatsapp"), "form-data; name=\"messaging_product\""));
        Add(Named(file, $"form-data; name=\"file\"; filename=\"{WireName(fileName)}\""));
    }

    /// <summary>
    /// A name that no receiver takes for a path or for more of the header: the last part of a path, without controls and marks that turn
    /// the text's direction, of bounded length; <c>file</c> where nothing is left.
    /// </summary>
    public static string WireName(string fileName)
    {
        var last = fileName[(fileName.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        var clean = string.Concat(last.EnumerateRunes().Where(IsPlain).Select(rune => rune.ToString())).Trim().TrimStart('.').TrimEnd('.', ' ');
        if (clean.Length == 0)
            return "file";

        return Shortened(clean).Replace("\"", "%22", StringComparison.Ordinal);
    }

    private static HttpContent Named(HttpContent part, string disposition)
    {
        part.Headers.TryAddWithoutValidation("Content-Disposition", disposition);
        return part;
    }

    // The replacement character stands for half a surrogate pair.
    private static bool IsPlain(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) && !IsDirection(rune.Value);

    private static bool IsDirection(int rune) => rune is 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    /// <summary>Keeps the ending, which says what the file is.</summary>
    private static string Shortened(string name)
    {
        if (name.Length <= LongestName)
            return name;

        var dot = name.LastIndexOf('.');
        var ending = dot > 0 && name.Length - dot <= 16 ? name[dot..] : "";
        var cut = LongestName - ending.Length;
        return name[..(char.IsHighSurrogate(name[cut - 1]) ? cut - 1 : cut)] + ending;
    }
}
