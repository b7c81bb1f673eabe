using System.Text.RegularExpressions;

namespace Threadway.Kapso.Http;

/// <summary>
/// Makes a provider's sentence fit for a log: people's numbers and addresses, links, message ids, which hold a number, and secrets are
/// taken out; the rest stays as it was written, on one line.
/// </summary>
internal static partial class Wording
{
    private const string Gone = "…";
    private const int Longest = 500;

    /// <param name="text">The sentence.</param>
    /// <param name="secret">A secret that it may repeat, for example the key that was refused.</param>
    public static string Clean(string text, string? secret = null)
    {
        var clean = text.Length <= 4 * Longest ? text : text[..(4 * Longest)];
        if (secret is { Length: > 3 })
            clean = clean.Replace(secret, Gone, StringComparison.Ordinal);

        clean = Link().Replace(clean, Gone);
        clean = NamedSecret().Replace(clean, $"$1{Gone}");
        clean = Opaque().Replace(clean, Gone);
        clean = Number().Replace(clean, Gone);
        clean = Blank().Replace(clean, " ").Trim();
        return clean.Length <= Longest ? clean : clean[..Longest] + Gone;
    }

    /// <summary>Addresses of the web and of mail, with a scheme or as a path to a setup page.</summary>
    [GeneratedRegex(@"[a-z][a-z0-9+.\-]*://\S+|\S*/whatsapp/setup/\S+|[^\s@<>""']+@[^\s@<>""']+\.\w+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    // What follows a name is a secret only where it looks like one: "access token: session has expired" is none.
    [GeneratedRegex(
        """(\bbearer\s+|\b(?:\w*token|\w*secret\w*|password|\w*api[_\- ]?key|authorization|pin)["']?\s*[=:]\s*["']?)(?=[^\s"',;&]*\d|[^\s"',;&]{16})[^\s"',;&]+""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamedSecret();

    // A wamid, Meta's tokens, and what is long and mixed; ids with dashes in the places of a UUID's stay.
    [GeneratedRegex(
        @"\bwamid\.\S+|\bEAA\w{8,}|(?<![\w\-])(?![0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}\b)(?=[\w\-]*\d)(?=[\w\-]*[A-Za-z])[\w\-]{24,}",
        RegexOptions.CultureInvariant)]
    private static partial Regex Opaque();

    // Seven digits of any script and more, however they are parted; not a code after #, a date, or a size.
    [GeneratedRegex(
        @"(?<![#\d])(?!\d{4}-\d{2}-\d{2})(?>[+＋]?\d(?:[\p{Zs}\p{Pd}\p{Cf}().]*\d){6,})(?!\s*(?:bytes|characters|ms)\b)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"[\s\p{Cc}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Blank();
}
