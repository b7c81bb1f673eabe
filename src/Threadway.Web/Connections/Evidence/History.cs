namespace Threadway.Web.Connections.Evidence;

/// <summary>
/// How much of what was learnt about a number is kept: enough for a person to read what happened, and all that the judge goes by.
/// A number's look does not cost more the longer it is connected.
/// </summary>
internal static class History
{
    /// <summary>Of each witness, on each aspect.</summary>
    public const int Kept = 20;

    /// <summary>The observations of one number that nobody needs any more.</summary>
    public static IReadOnlyList<Observation> Surplus(IReadOnlyCollection<Observation> ofNumber)
    {
        if (ofNumber.Count <= Kept) return [];

        var old = ofNumber
            .GroupBy(o => (o.Witness, Aspect: o.Fact.Aspect()))
            .SelectMany(group => group.OrderByDescending(o => o.ObservedAt).Skip(Kept))
            .ToHashSet();
        // The newest word of each kind may decide although newer ones of another kind came since.
        foreach (var kind in ofNumber.GroupBy(o => (o.Fact, o.Snapshot?.Status?.ToUpperInvariant())))
        {
            var newest = kind.Max(o => o.ObservedAt);
            old.RemoveWhere(o => o.ObservedAt == newest && kind.Contains(o));
        }
        return [.. old];
    }
}
