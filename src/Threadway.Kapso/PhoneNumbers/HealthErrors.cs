namespace Threadway.Kapso;

internal static class HealthErrors
{
    /// <summary>
    /// Kapso quotes Meta's error as a Ruby hash inside a string (<c>"code" =&gt; 190</c>, contract 6.3). Other ways to write the
    /// same pair are read too; longer names, such as <c>error_subcode</c>, are not it.
    /// </summary>
    public static bool NamesCode(string? text, string code)
    {
        const string Key = "code";

        var all = text.AsSpan();
        for (var from = 0; all[from..].IndexOf(Key, StringComparison.OrdinalIgnoreCase) is >= 0 and var at; from += at + Key.Length)
        {
            var start = from + at;
            var value = all[(start + Key.Length)..].TrimStart(" :=>\"\\");
            if ((start == 0 || !IsWord(all[start - 1])) && value.StartsWith(code, StringComparison.Ordinal)
                && (value.Length == code.Length || !char.IsAsciiDigit(value[code.Length])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
