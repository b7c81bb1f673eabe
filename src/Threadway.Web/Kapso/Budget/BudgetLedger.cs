namespace Threadway.Web.Kapso.Budget;

/// <summary>
/// Who may ask Kapso, and when: the books of one budget of one key. The caller says what time it is and calls one after the other.
/// It begins narrow, one request at a time, until an answer tells how much there is; what an owner before it granted is in what
/// Kapso says is left.
/// </summary>
/// <param name="settling">How long all nodes take to tell of themselves; nothing is granted before.</param>
internal sealed class BudgetLedger(BudgetShares shares, IReadOnlyList<(TimeSpan Length, int? Assumed)> limits, TimeSpan settling)
{
    /// <summary>What a node asked for counts for so long; it asks again well before.</summary>
    private static readonly TimeSpan WantLife = TimeSpan.FromSeconds(2);

    /// <summary>Requests of an owner before this one are answered, and the nodes have told of theirs.</summary>
    private static readonly TimeSpan Narrow = TimeSpan.FromSeconds(2);

    /// <summary>A permit of which nothing was heard for so long is over: no attempt takes longer.</summary>
    private static readonly TimeSpan LongestFlight = TimeSpan.FromMinutes(2);

    /// <summary>What an answer said holds for so long; then one is asked first, for others may have used the key meanwhile.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan EvenSlack = TimeSpan.FromMilliseconds(250);

    private const int Batch = 32;

    private readonly List<BudgetWindow> windows = [.. limits.Select(limit => new BudgetWindow(limit.Length, limit.Assumed))];
    private readonly TimeSpan longest = limits.Max(limit => limit.Length) + BudgetWindow.Margin;
    private readonly Dictionary<Guid, Entry> entries = [];
    private readonly Dictionary<string, (TimeSpan At, IReadOnlyList<BudgetWant> Wants)> wants = new(StringComparer.Ordinal);
    private readonly Dictionary<(KapsoPriority, string), (long Turn, TimeSpan At)> served = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private TimeSpan? beganAt;
    private TimeSpan blockedUntil;
    private TimeSpan evenAt;
    private long turns;

    /// <summary>Times that Kapso refused.</summary>
    public int Refusals { get; private set; }

    /// <summary>How many count in the last length, by class.</summary>
    public int LiveOf(KapsoPriority priority, TimeSpan now) => entries.Values.Count(entry => entry.Priority == priority && IsLive(entry, now));

    public BudgetAnswer Ask(BudgetQuestion question, TimeSpan now)
    {
        beganAt ??= now;
        Forget(now);
        foreach (var report in question.Reports) Note(report, question.Node, now);
        Match(question, now);
        wants[question.Node] = (now, question.Wants);
        if (!known.Contains(question.Node))
        {
            if (question.Past is not { } past) return new([], TimeSpan.Zero, TimeSpan.Zero, windows[^1].Limit, 0, TellPast: true);
            Learn(question.Node, past, now);
        }

        var (permits, again) = Grant(question.Node, now);
        var (free, next) = (Math.Max(0, Free(now)), FirstEnd(now));
        var awaitsAnswers = entries.Values.Any(entry => entry.AnsweredAt is null);
        var pause = awaitsAnswers || next < Soon ? Soon : next < WantLife / 4 ? next : WantLife / 4;
        return new(permits, again < pause ? again.Value : pause, next, windows[^1].Limit, free, TellPast: false);
    }

    /// <summary>Its requests have been counted by now; nothing more will be heard of them.</summary>
    public void Gone(string node, TimeSpan now)
    {
        known.Remove(node);
        wants.Remove(node);
        foreach (var entry in entries.Values.Where(entry => entry.Node == node)) entry.AnsweredAt ??= now;
    }

    private void Forget(TimeSpan now)
    {
        foreach (var (id, entry) in entries)
        {
            if (entry.AnsweredAt is null && now - entry.SeenAt > LongestFlight) entry.AnsweredAt = now;
            if (now - entry.AnsweredAt >= longest) entries.Remove(id);
        }
        foreach (var window in windows) window.Forget(now);
        foreach (var (node, (at, _)) in wants)
        {
            if (now - at > WantLife) wants.Remove(node);
        }
        foreach (var (user, (_, at)) in served)
        {
            if (now - at > longest + longest) served.Remove(user);
        }
    }

    private void Note(BudgetReport report, string node, TimeSpan now)
    {
        if (entries.TryGetValue(report.Permit, out var entry) && entry.AnsweredAt is not null) return;
        if (!report.WasUsed)
        {
            if (entry is not null) GiveBack(report.Permit);
            return;
        }

        // One that an owner before this one granted: when is not known, so all of ours may have come after it.
        if (entry is null) entries[report.Permit] = entry = new(node, KapsoPriority.Program, now) { GrantedAt = null };
        (entry.AnsweredAt, entry.Told) = (now, report.Told ?? []);
        foreach (var told in entry.Told)
        {
            if (windows.Find(window => window.Length == told.Length) is not { } window) continue;

            var later = entries.Values.Count(other => other != entry && (other.AnsweredAt is not { } answered || (!(answered < entry.GrantedAt) && !other.LeftMore(told))));
            window.Saw(told.Limit, told.Remaining, entry.GrantedAt, later, now);
        }
        if (report.RetryAfter is not { } wait) return;
        Refusals++;
        if (now + wait > blockedUntil) blockedUntil = now + wait;
    }

    /// <summary>What the node holds and was never granted here was an earlier owner's; what it was granted and does not hold got lost.</summary>
    private void Match(BudgetQuestion question, TimeSpan now)
    {
        var holding = question.Holding.ToHashSet();
        foreach (var id in holding.Where(id => !entries.ContainsKey(id))) entries[id] = new(question.Node, KapsoPriority.Program, now) { GrantedAt = null };
        foreach (var (id, entry) in entries)
        {
            if (entry.Node == question.Node && entry.AnsweredAt is null && !holding.Contains(id)) GiveBack(id);
        }
    }

    /// <summary>What the node asked while another was the owner counts still.</summary>
    private void Learn(string node, BudgetPast past, TimeSpan now)
    {
        known.Add(node);
        windows[^1].Suppose(past.Limit);
        foreach (var ago in past.Answered) entries[Guid.NewGuid()] = new(node, KapsoPriority.Program, now - ago) { AnsweredAt = now - ago };
        if (now + past.Blocked > blockedUntil) blockedUntil = now + past.Blocked;
    }

    private void GiveBack(Guid id)
    {
        entries.Remove(id);
        foreach (var window in windows) window.Returned();
    }

    private int LiveIn(BudgetWindow window, TimeSpan now) =>
        entries.Values.Count(entry => entry.AnsweredAt is not { } answered || now - answered < window.Span);

    private int Free(TimeSpan now) => now < blockedUntil ? 0 : windows.Min(window => window.Free(LiveIn(window, now)));

    /// <summary>How many may be under way at once, beside those that are.</summary>
    private int Room(int free, TimeSpan now)
    {
        var flying = entries.Values.Count(entry => entry.AnsweredAt is null);
        if (now - beganAt < settling) return 0;
        if (!(windows[^1].SeenAt > now - Fresh) || now - beganAt < Narrow) return 1 - flying;

        // Others may use the key too, and take what we are about to. Never more than half of what is left is under way, and near
        // the end one at a time: of several at once more than one would be refused.
        var near = Math.Clamp((windows[^1].Limit ?? 0) / 20, 3, 12);
        return Math.Max(1, (free + flying - near) / 2) - flying;
    }

    /// <summary>And how soon the next of those that are spread over the minute may go, where some wait for that alone.</summary>
    private (List<BudgetPermit> Granted, TimeSpan? Again) Grant(string node, TimeSpan now)
    {
        var line = new BudgetLine(shares, windows[^1].Limit, entries.Values.Where(entry => IsLive(entry, now)).Select(entry => entry.Priority), wants, served);
        List<BudgetPermit> granted = [];
        var (free, room) = (Free(now), Room(Free(now), now));
        var step = windows[^1].Limit is { } limit ? BudgetShares.EvenStep(limit) : TimeSpan.Zero;
        for (; free > 0 && room > 0 && granted.Count < Batch && line.Next(free, evenAt <= now) is { } next; free--, room--)
        {
            // What is another node's turn is left for it: it asks again in a moment.
            if (next.Node != node) continue;

            // What was not used a while ago is lost, but for what a node needs to ask again.
            if (BudgetShares.IsEven(next.Priority)) evenAt = (evenAt > now - EvenSlack ? evenAt : now - EvenSlack) + step;
            served[(next.Priority, next.User)] = (++turns, now);
            var permit = new BudgetPermit(Guid.NewGuid(), next.Priority, next.User);
            entries[permit.Id] = new(node, next.Priority, now);
            foreach (var window in windows) window.Granted();
            granted.Add(permit);
        }
        return (granted, line.HasEven && free > 0 && evenAt > now ? evenAt - now : null);
    }

    private bool IsLive(Entry entry, TimeSpan now) => entry.AnsweredAt is not { } answered || now - answered < windows[^1].Span;

    /// <summary>When the first of what counts now counts no more, and so something may be free that is not.</summary>
    private TimeSpan FirstEnd(TimeSpan now)
    {
        if (now < blockedUntil) return blockedUntil - now;
        var ends = windows.SelectMany(window => entries.Values.Where(entry => entry.AnsweredAt is not null).Select(entry => entry.AnsweredAt!.Value + window.Span))
            .Concat(windows.Select(window => window.FirstEnd).OfType<TimeSpan>())
            .Where(end => end > now)
            .DefaultIfEmpty(now);
        return ends.Min() - now;
    }

    private sealed class Entry(string node, KapsoPriority priority, TimeSpan seenAt)
    {
        public string Node => node;

        public KapsoPriority Priority => priority;

        public TimeSpan SeenAt { get; } = seenAt;

        /// <summary>Null where an owner before this one granted it.</summary>
        public TimeSpan? GrantedAt { get; init; } = seenAt;

        public TimeSpan? AnsweredAt { get; set; }

        public IReadOnlyList<BudgetTold> Told { get; set; } = [];

        public bool LeftMore(BudgetTold told) => Told.Any(own => own.Length == told.Length && own.Remaining > told.Remaining);
    }
}
