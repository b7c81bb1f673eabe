using Threadway.Web.Kapso.Budget;

namespace Threadway.Web.Tests.Kapso.Budget;

/// <summary>
/// Kapso's books and ours, minute after minute without waiting for one: nodes that ask the ledger, requests that are under way,
/// others who use the key, and an owner that is now and then made anew and knows nothing.
/// </summary>
internal sealed class SimulatedKapso(int limit, TimeSpan phase, int latencyMs, Random random)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly PriorityQueue<Action, TimeSpan> events = new();
    private readonly Dictionary<string, Node> nodes = [];
    private readonly Dictionary<long, int> counts = [];
    private BudgetLedger ledger = NewLedger();
    private long window = -1;
    private int counted;

    public TimeSpan Now { get; private set; } = TimeSpan.FromMinutes(10);

    /// <summary>Each request of ours that was counted.</summary>
    public List<(TimeSpan At, KapsoPriority Priority, string User)> Counted { get; } = [];

    /// <summary>Answers 429 to us, in each window that had one.</summary>
    public IReadOnlyDictionary<long, int> Refusals => counts;

    public void Wants(string node, params IEnumerable<BudgetWant> wants) => Of(node).Wants = [.. wants];

    /// <summary>Once, beside what it wants all the time; returns when its request went out.</summary>
    public Task<TimeSpan> WantsOnce(string node, KapsoPriority priority, string user)
    {
        var issued = new TaskCompletionSource<TimeSpan>();
        Of(node).Once.Add((priority, user, issued));
        return issued.Task;
    }

    public void Others(TimeSpan at, int requests) => events.Enqueue(() =>
    {
        for (var i = 0; i < requests; i++) Count(out _);
    }, at);

    public void At(TimeSpan at, Action what) => events.Enqueue(what, at);

    public void ForgetOwner() => ledger = NewLedger();

    public void Run(TimeSpan length)
    {
        for (var end = Now + length; Now < end; Now += Tick)
        {
            while (events.TryPeek(out var what, out var at) && at <= Now)
            {
                events.Dequeue();
                what();
            }
            foreach (var (name, node) in nodes) Ask(name, node);
        }
    }

    private static BudgetLedger NewLedger() => BudgetName.Of("digest").NewLedger(Tick * 2);

    private Node Of(string node) => nodes.TryGetValue(node, out var known) ? known : nodes[node] = new();

    private void Ask(string name, Node node)
    {
        var wants = node.Wants.Concat(node.Once.GroupBy(one => (one.Priority, one.User)).Select(one => new BudgetWant(one.Key.Priority, one.Key.User, one.Count())));
        var past = node.TellsPast ? new BudgetPast([.. node.Answered.Where(at => Now - at < Minute + Minute).Select(at => Now - at)], node.BlockedUntil > Now ? node.BlockedUntil - Now : default, node.Limit) : null;
        var answer = ledger.Ask(new(name, [.. wants], [.. node.Reports], [.. node.Holding], past), Now);
        node.Reports.Clear();
        node.TellsPast = answer.TellPast;
        foreach (var permit in answer.Permits)
        {
            node.Holding.Add(permit.Id);
            if (node.Once.FindIndex(one => one.Priority == permit.Priority && one.User == permit.User) is >= 0 and var index)
            {
                node.Once[index].Issued.SetResult(Now);
                node.Once.RemoveAt(index);
            }
            events.Enqueue(() => Arrive(node, permit), Now + Latency());
        }
    }

    private void Arrive(Node node, BudgetPermit permit)
    {
        var left = Count(out var refused);
        Counted.Add((Now, permit.Priority, permit.User));
        if (refused) counts[window] = counts.GetValueOrDefault(window) + 1;
        // The answers of two that came one after the other may overtake each other.
        events.Enqueue(() =>
        {
            node.Holding.Remove(permit.Id);
            node.Answered.Add(Now);
            node.Limit = limit;
            if (refused) node.BlockedUntil = Now + Minute;
            node.Reports.Add(new(permit.Id, WasUsed: true, [new(Minute, limit, left)], refused ? Minute : null));
        }, Now + Latency());
    }

    private int Count(out bool refused)
    {
        var current = (Now + phase).Ticks / Minute.Ticks;
        if (current != window) (window, counted) = (current, 0);
        refused = counted >= limit;
        if (!refused) counted++;
        return limit - counted;
    }

    private TimeSpan Latency() => TimeSpan.FromMilliseconds(random.Next(1, latencyMs));

    private sealed class Node
    {
        public List<BudgetWant> Wants { get; set; } = [];

        public List<(KapsoPriority Priority, string User, TaskCompletionSource<TimeSpan> Issued)> Once { get; } = [];

        public List<BudgetReport> Reports { get; } = [];

        public bool TellsPast { get; set; } = true;

        public List<TimeSpan> Answered { get; } = [];

        public TimeSpan BlockedUntil { get; set; }

        public int? Limit { get; set; }

        public HashSet<Guid> Holding { get; } = [];
    }
}
