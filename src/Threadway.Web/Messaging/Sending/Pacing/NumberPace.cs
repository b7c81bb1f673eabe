namespace Threadway.Web.Messaging.Sending.Pacing;

/// <summary>
/// How fast one number may send: never more than its limit in any second as the receiver counts it, evenly spaced, and slower for a while
/// after Meta said that it was too fast (130429). Pure: the caller says what time it is and calls one after the other.
/// </summary>
/// <remarks>
/// A request is counted at the receiver some time between its beginning and its answer. It is taken to be under way as long as the
/// quickest answer of late needed; what its answer came later than that it may have arrived later. So it counts from its beginning until a
/// second after that delay is over, and one that is not answered yet counts all the time.
/// </remarks>
internal sealed class NumberPace
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1), CleanTime = TimeSpan.FromSeconds(10), QuickestLife = TimeSpan.FromSeconds(30);

    /// <summary>Clocks tick and timers are late.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(2);

    /// <summary>What is left out of even spacing, so that a timer's lateness can be made up for.</summary>
    private const double Catch = 0.25;

    private readonly Queue<DateTimeOffset> over = new();
    private readonly Dictionary<long, DateTimeOffset> flying = [];
    private DateTimeOffset next;
    private DateTimeOffset slowSince;
    private double share = 1;
    private (TimeSpan Time, DateTimeOffset At)? quickest;
    private long last;

    /// <param name="limit">Messages a second.</param>
    /// <param name="now">Nothing was sent before it that is not known here; the first may go then.</param>
    public NumberPace(int limit, DateTimeOffset now) => (Limit, next) = (limit, now);

    /// <summary>Messages a second, both directions.</summary>
    public int Limit { get; set; }

    /// <summary>What it keeps to now: less than the limit after it was too fast.</summary>
    public double PerSecond => Math.Max(1, Limit * share);

    /// <summary>Those that count in this second.</summary>
    public int InLastSecond(DateTimeOffset now)
    {
        while (over.TryPeek(out var at) && at <= now) over.Dequeue();
        return over.Count + flying.Count;
    }

    /// <summary>How many may begin now.</summary>
    /// <param name="inbound">Messages that came in during the last second.</param>
    public int Free(DateTimeOffset now, int inbound)
    {
        Recover(now);
        var room = Whole(PerSecond) - inbound - InLastSecond(now);
        if (room <= 0 || next > now) return 0;

        var due = 1 + ((now - next) / Spacing);
        return (int)Math.Min(room, Math.Min(due, Most));
    }

    /// <summary>When <see cref="Free"/> is to be asked again.</summary>
    public DateTimeOffset NextAt(DateTimeOffset now)
    {
        if (next > now) return next;
        return InLastSecond(now) >= Whole(PerSecond) && over.TryPeek(out var at) ? at : now + TimeSpan.FromMilliseconds(1);
    }

    /// <summary>One begins; returns by what it is told that it is answered.</summary>
    public long Begin(DateTimeOffset now)
    {
        // What was not used a while ago is lost: no burst after a pause.
        var earliest = now - (Spacing * (Most - 1));
        next = (next > earliest ? next : earliest) + Spacing;
        flying[++last] = now;
        return last;
    }

    public void End(long begun, DateTimeOffset now)
    {
        if (!flying.Remove(begun, out var began)) return;
        var took = now - began;
        if (quickest is not { } known || took <= known.Time || now - known.At > QuickestLife) quickest = (took, now);
        // In order, nearly: one that was answered late holds those behind it a little longer.
        over.Enqueue(began + (took - quickest.Value.Time) + Second + Margin);
    }

    /// <summary>It never went out.</summary>
    public void Undo(long begun) => flying.Remove(begun);

    /// <summary>Meta counted more than we did: half as fast, and back by a tenth each ten seconds in which it does not say so again.</summary>
    public void TooFast(DateTimeOffset now)
    {
        // Several that were under way together say it once.
        if (now - slowSince < Second && share < 1) return;
        (share, slowSince) = (Math.Max(share / 2, 1.0 / Limit), now);
    }

    private void Recover(DateTimeOffset now)
    {
        while (share < 1 && now - slowSince >= CleanTime) (share, slowSince) = (Math.Min(1, share + 0.1), slowSince + CleanTime);
    }

    private TimeSpan Spacing => Second / PerSecond * (1 - (Catch / Math.Max(1, PerSecond)));

    /// <summary>At a thousand a second timers are too coarse for one at a time.</summary>
    private int Most => Math.Max(1, (int)(PerSecond / 25));

    private static int Whole(double perSecond) => (int)Math.Floor(perSecond + 1e-9);
}
