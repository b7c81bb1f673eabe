namespace Threadway.Web.Kapso.Budget;

/// <summary>
/// One limit over one length of time, without knowing when Kapso's windows begin. A request counts from its permit until the length
/// after its answer: where never more than the limit do, no window of any phase holds more. What Kapso says is left binds on top of
/// it, for others may use the key too: from each answer on, no more than it left, until its window is certainly over.
/// </summary>
internal sealed class BudgetWindow(TimeSpan length, int? assumed = null)
{
    /// <summary>Clocks differ and answers travel.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(500);

    private readonly List<Sighting> sightings = [];

    /// <summary>Null until an answer tells.</summary>
    public int? Limit { get; private set; } = assumed;

    public TimeSpan Length => length;

    /// <summary>How long a request counts after its answer.</summary>
    public TimeSpan Span { get; } = length + Margin;

    /// <summary>When an answer last said what is left.</summary>
    public TimeSpan? SeenAt { get; private set; }

    /// <summary>What may still be asked now.</summary>
    /// <param name="live">How many permits count in this length now.</param>
    public int Free(int live)
    {
        if (Limit is not { } limit) return int.MaxValue;
        var free = limit - live;
        foreach (var sighting in sightings) free = Math.Min(free, sighting.Left);
        return free;
    }

    /// <summary>An answer said how much there is and how much is left.</summary>
    /// <param name="grantedAt">When the answered request got its permit; null where an owner before this one gave it.</param>
    /// <param name="later">How many of our other requests may have been counted after it, in the same window.</param>
    public void Saw(int limit, int remaining, TimeSpan? grantedAt, int later, TimeSpan now)
    {
        (Limit, SeenAt) = (limit, now);
        // Asked after an earlier answer was known, and more is left than then: a new window has begun in between.
        sightings.RemoveAll(earlier => earlier.At <= grantedAt && remaining >= earlier.Remaining);
        // Of two that were under way together, the one that left more was counted first: it takes nothing from what the other left.
        foreach (var other in sightings.Where(other => other.At > grantedAt && remaining > other.Remaining)) other.Left++;
        var sighting = new Sighting(now, now + Span, remaining) { Left = remaining - later };
        // What was counted earlier and binds no more says nothing any more.
        sightings.RemoveAll(earlier => earlier.Remaining >= remaining && earlier.Left >= sighting.Left);
        sightings.Add(sighting);
    }

    /// <summary>What an owner before this one knew holds until an answer tells.</summary>
    public void Suppose(int? limit) => Limit ??= limit;

    public void Granted() => sightings.ForEach(sighting => sighting.Left--);

    /// <summary>A permit was given back unused.</summary>
    public void Returned() => sightings.ForEach(sighting => sighting.Left++);

    public void Forget(TimeSpan now) => sightings.RemoveAll(sighting => sighting.Until <= now);

    /// <summary>When the first of what binds is over.</summary>
    public TimeSpan? FirstEnd => sightings.Count == 0 ? null : sightings.Min(sighting => sighting.Until);

    private sealed record Sighting(TimeSpan At, TimeSpan Until, int Remaining)
    {
        public int Left { get; set; }
    }
}
