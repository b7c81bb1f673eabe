namespace Threadway.Web.Kapso.Budget;

/// <summary>Whose turn is next among all that wait in the cluster: by class, within a class by user, each in turn.</summary>
internal sealed class BudgetLine
{
    private static readonly KapsoPriority[] Priorities = Enum.GetValues<KapsoPriority>();

    private readonly BudgetShares shares;
    private readonly int? limit;
    private readonly int[] spent = new int[Priorities.Length];
    private readonly Dictionary<KapsoPriority, PriorityQueue<Waiting, long>> waiting = [];
    private readonly Dictionary<KapsoPriority, int> open = [];
    private long last;

    public BudgetLine(
        BudgetShares shares,
        int? limit,
        IEnumerable<KapsoPriority> live,
        IReadOnlyDictionary<string, (TimeSpan At, IReadOnlyList<BudgetWant> Wants)> wants,
        IReadOnlyDictionary<(KapsoPriority, string), (long Turn, TimeSpan At)> served)
    {
        (this.shares, this.limit) = (shares, limit);
        foreach (var priority in live) spent[(int)priority]++;
        last = served.Count == 0 ? 0 : served.Values.Max(turn => turn.Turn);
        foreach (var (node, (_, ofNode)) in wants)
        {
            foreach (var want in ofNode.Where(want => want.Count > 0))
            {
                if (!waiting.TryGetValue(want.Priority, out var line)) waiting[want.Priority] = line = new();
                line.Enqueue(new(node, want.Priority, want.User) { Count = want.Count }, served.GetValueOrDefault((want.Priority, want.User)).Turn);
                open[want.Priority] = open.GetValueOrDefault(want.Priority) + want.Count;
            }
        }
    }

    /// <summary>Null where nobody waits who may be served now.</summary>
    /// <param name="free">What may be asked now, by all together.</param>
    /// <param name="even">Whether it is time for another of those that are spread over the minute.</param>
    public Waiting? Next(int free, bool even)
    {
        foreach (var priority in Priorities)
        {
            if (BudgetShares.IsEven(priority) && !even) continue;
            // A sixth of what goes evenly is bulk's own.
            if (priority == KapsoPriority.Message && open.GetValueOrDefault(KapsoPriority.Bulk) > 0 && 5 * spent[(int)KapsoPriority.Bulk] < spent[(int)priority]) continue;
            if (!waiting.TryGetValue(priority, out var line) || !MayHave(priority, free) || !line.TryDequeue(out var next, out _)) continue;

            spent[(int)priority]++;
            open[priority]--;
            if (--next.Count > 0) line.Enqueue(next, ++last);
            return next;
        }
        return null;
    }

    /// <summary>Whether some wait that are spread over the minute.</summary>
    public bool HasEven => open.Any(waiting => waiting.Value > 0 && BudgetShares.IsEven(waiting.Key));

    private bool MayHave(KapsoPriority priority, int free)
    {
        if (limit is not { } most) return priority < KapsoPriority.Sweep || IsAlone(priority);
        if (spent[(int)priority] >= BudgetShares.CeilingOf(priority, most, spent.Sum(), spent[(int)priority], IsAlone(priority))) return false;

        var kept = Priorities.Where(other => other != priority).Sum(other => KeptFor(other, priority, most));
        return free > kept;
    }

    /// <summary>Sign-in codes are kept for before they are asked for, the others while they wait behind more urgent ones.</summary>
    private int KeptFor(KapsoPriority other, KapsoPriority asker, int most)
    {
        var unmet = Math.Max(0, shares.FloorOf(other, most) - spent[(int)other]);
        return other == KapsoPriority.SignIn ? BudgetShares.Kept(unmet, Priorities.Where(BudgetShares.IsEven).Sum(even => spent[(int)even]), most) : other > asker ? Math.Min(unmet, open.GetValueOrDefault(other)) : 0;
    }

    private bool IsAlone(KapsoPriority priority) => open.All(waiting => waiting.Key == priority || waiting.Value == 0);

    internal sealed class Waiting(string node, KapsoPriority priority, string user)
    {
        public string Node => node;

        public KapsoPriority Priority => priority;

        public string User => user;

        public int Count { get; set; }
    }
}
