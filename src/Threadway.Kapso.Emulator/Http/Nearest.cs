namespace Threadway.Kapso.Emulator.Http;

/// <summary>What somebody probably meant who wrote a word that there is not.</summary>
internal static class Nearest
{
    /// <summary>Null when nothing comes close.</summary>
    public static string? To(string written, IEnumerable<string> known) => known
        .Select(word => (Word: word, Distance: Math.Min(
            Distance(written.ToUpperInvariant(), word.ToUpperInvariant()),
            IsPartOf(written, word) ? 2 : int.MaxValue)))
        .Where(one => one.Distance <= Math.Max(2, one.Word.Length / 3))
        .OrderBy(one => one.Distance)
        .ThenByDescending(one => one.Word.Length)
        .Select(one => one.Word)
        .FirstOrDefault();

    /// <summary>"; did you mean ...?" or nothing.</summary>
    public static string Hint(string written, IEnumerable<string> known) => To(written, known) is { } near ? $"; did you mean {near}?" : "";

    /// <summary><c>statusCode</c> for <c>status</c>, or the other way round.</summary>
    private static bool IsPartOf(string written, string word) =>
        Math.Min(written.Length, word.Length) > 3
        && (written.StartsWith(word, StringComparison.OrdinalIgnoreCase) || word.StartsWith(written, StringComparison.OrdinalIgnoreCase));

    /// <summary>How many letters have to be put in, taken out or changed.</summary>
    private static int Distance(string one, string other)
    {
        var above = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var row = new int[other.Length + 1];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
            above = row;
        }

        return above[^1];
    }
}
