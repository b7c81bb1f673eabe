namespace Threadway.Web.Messaging.Outbox.Drafts;

/// <summary>What somebody probably meant who wrote a name with a slip in it.</summary>
internal static class NearestName
{
    private const int Longest = 40;

    /// <summary>The known name that differs least, in at most a third of its letters; case, dashes and underscores are none.</summary>
    public static string? Of(string written, IEnumerable<string> known)
    {
        if (written.Length > Longest) return null;
        var plain = Plain(written);
        return known.Select(name => (Name: name, Far: Distance(plain, Plain(name)))).Where(one => one.Far * 3 <= one.Name.Length).OrderBy(one => one.Far).FirstOrDefault().Name;
    }

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>How many letters must be put in, left out or changed.</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j - 1], above) + 1, corner + (one[i - 1] == other[j - 1] ? 0 : 1));
                corner = above;
            }
        }
        return row[^1];
    }
}
