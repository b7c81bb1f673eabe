namespace Threadway.Kapso;

internal static class HealthErrors
{
    /// <summary>Kapso quotes Meta's error as a Ruby hash inside a string (<c>"code" => 190</c>, contract 6.3); a JSON quote reads the same way.</summary>
    public static bool NamesCode(string? text, string code)
    {
        const string Key = "\"code\"";

        for (var rest = text.AsSpan(); rest.IndexOf(Key, StringComparison.Ordinal) is >= 0 and var at;)
        {
            rest = rest[(at + Key.Length)..];
            var value = rest.TrimStart(" :=>\"");
            if (value.StartsWith(code, StringComparison.Ordinal) && (value.Length == code.Length || !char.IsAsciiDigit(value[code.Length])))
                return true;
        }

        return false;
    }
}
