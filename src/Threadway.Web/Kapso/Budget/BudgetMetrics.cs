using System.Diagnostics.Metrics;

namespace Threadway.Web.Kapso.Budget;

/// <summary>What operators watch of the key's budget: <c>threadway.kapso.budget.*</c>.</summary>
internal sealed class BudgetMetrics
{
    public const string Meter = "Threadway.Kapso.Budget";

    private readonly Meter meter;
    private readonly Counter<long> permits;
    private readonly Counter<long> refused;
    private readonly Counter<long> refusedByKapso;
    private readonly Gauge<int> limit;
    private readonly Gauge<int> free;

    public BudgetMetrics(IMeterFactory meters)
    {
        meter = meters.Create(Meter);
        permits = meter.CreateCounter<long>("threadway.kapso.budget.permits", "{request}", "Requests that were let through, by class.");
        refused = meter.CreateCounter<long>("threadway.kapso.budget.refused", "{request}", "Calls that did not get a permit in time, by class.");
        refusedByKapso = meter.CreateCounter<long>("threadway.kapso.budget.refused_by_kapso", "{request}", "Answers 429: more than one in a minute is a fault of ours.");
        limit = meter.CreateGauge<int>("threadway.kapso.budget.limit", "{request}", "Requests that Kapso allows in a minute.");
        free = meter.CreateGauge<int>("threadway.kapso.budget.free", "{request}", "What was free when a permit was last asked for.");
    }

    /// <summary>How many calls wait at this node, by class.</summary>
    public void Watch(Func<IEnumerable<(BudgetName Name, KapsoPriority Priority, int Count)>> waiting) =>
        meter.CreateObservableGauge(
            "threadway.kapso.budget.waiting",
            () => waiting().Select(line => new Measurement<int>(line.Count, Budget(line.Name), Class(line.Priority))),
            "{request}",
            "Calls that wait for a permit at this node, by class.");

    public void Granted(BudgetName name, KapsoPriority priority) => permits.Add(1, Budget(name), Class(priority));

    public void Refused(BudgetName name, KapsoPriority priority) => refused.Add(1, Budget(name), Class(priority));

    public void RefusedByKapso(BudgetName name) => refusedByKapso.Add(1, Budget(name));

    public void Knows(BudgetName name, int? allowed, int left)
    {
        if (allowed is not { } number) return;
        limit.Record(number, Budget(name));
        free.Record(left, Budget(name));
    }

    private static KeyValuePair<string, object?> Budget(BudgetName name) => new("budget", name.IsHealth ? "health" : "key");

    private static KeyValuePair<string, object?> Class(KapsoPriority priority) => new("class", priority.ToString());
}
