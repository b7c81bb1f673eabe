namespace Threadway.Web.Hosting;

/// <summary>A code that comes out of an address is anybody's text: only what looks like one of Kapso's words, or ours, is repeated.</summary>
internal static class CodeWord
{
    private const int Longest = 64;

    /// <summary>The word, or null where it is none: small letters, digits and underscores.</summary>
    public static string? Of(string? text) =>
        text is { Length: > 0 and <= Longest } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_') ? text : null;
}
