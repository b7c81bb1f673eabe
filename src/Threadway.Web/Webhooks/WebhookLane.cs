using Threadway.Kapso.Webhooks;

namespace Threadway.Web.Webhooks;

/// <summary>An event that this node has in hand.</summary>
/// <param name="Read">Null where the body says nothing that can be read.</param>
/// <param name="MustAsk">Whether a consumer has to handle it by itself before it is done.</param>
internal sealed record EventInHand(ClaimedEvent Claimed, KapsoEvent? Read, bool MustAsk)
{
    public long Sequence => Claimed.Sequence;

    /// <summary>A consumer has handled it: what is left can be done in a group.</summary>
    public bool WasAsked { get; set; }

    public bool IsQuick => !MustAsk || WasAsked;

    /// <summary>How often it threw since it was claimed.</summary>
    public int Failures { get; set; }

    public int Attempts { get; set; } = Claimed.Attempts;
}

/// <summary>The events of one lane that are in hand, in the order of their arrival.</summary>
internal sealed class WebhookLane(string name)
{
    private readonly LinkedList<EventInHand> events = [];

    public string Name => name;

    public int Count => events.Count;

    public EventInHand? Head => events.First?.Value;

    /// <summary>A consumer is at its head.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Its head threw: until then the lane waits.</summary>
    public DateTimeOffset? PausedUntil { get; set; }

    /// <summary>Whether more of it may be claimed.</summary>
    public bool TakesMore => !IsBusy && PausedUntil is null && (Head is null || Head.IsQuick);

    public bool IsReady(DateTimeOffset now)
    {
        if (PausedUntil <= now) PausedUntil = null;
        return !IsBusy && PausedUntil is null && events.Count > 0;
    }

    public void Add(EventInHand next) => events.AddLast(next);

    /// <summary>Its first events as far as they can be done in a group.</summary>
    public IEnumerable<EventInHand> LeadingQuick() => events.TakeWhile(e => e.IsQuick);

    public void Remove(EventInHand done) => events.Remove(done);

    /// <summary>Lets go of all but its head: a lane that waits keeps no room from the others.</summary>
    public List<EventInHand> TakeFollowers()
    {
        var followers = events.Skip(1).ToList();
        while (events.Count > 1) events.RemoveLast();
        return followers;
    }
}
