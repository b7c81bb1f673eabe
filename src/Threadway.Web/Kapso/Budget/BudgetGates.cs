using System.Collections.Concurrent;
using Threadway.Web.Cluster;

namespace Threadway.Web.Kapso.Budget;

/// <summary>The gates of this node, one for each key and for its health reads.</summary>
internal sealed class BudgetGates
{
    private const string KeyHeader = "X-API-Key";

    private readonly ConcurrentDictionary<(string Key, bool IsHealth), BudgetGate> gates = new();
    private readonly Func<(string Key, bool IsHealth), BudgetGate> make;

    public BudgetGates(ClusterNode node, BudgetMetrics metrics, TimeProvider time, ILogger<BudgetGate> logger)
    {
        make = budget =>
        {
            var name = BudgetName.For(budget.Key, budget.IsHealth);
            return new(name, node.Name, OwnerOf(name, node, time), metrics, time, logger);
        };
        metrics.Watch(() => gates.Values.SelectMany(gate => Enum.GetValues<KapsoPriority>().Select(priority => (gate.Name, priority, gate.CountWaiting(priority)))));
    }

    /// <summary>Null for what goes without the key, such as a file at an address that speaks for itself.</summary>
    public BudgetGate? For(HttpRequestMessage request) =>
        request.Headers.NonValidated.TryGetValues(KeyHeader, out var key) ? gates.GetOrAdd((key.ToString(), IsHealth(request.RequestUri)), make) : null;

    /// <summary>The gate of this key's own budget.</summary>
    public BudgetGate OfKey(string key) => gates.GetOrAdd((key, false), make);

    /// <summary>Where no other node can exist the owner is here, and Kapso can be asked before there is a cluster to ask first.</summary>
    private static Func<BudgetQuestion, Task<BudgetAnswer>> OwnerOf(BudgetName name, ClusterNode node, TimeProvider time)
    {
        if (!node.IsAlone) return question => node.AskAsync(grains => grains.GetGrain<IKapsoBudgetGrain>(name.ToString()).AskAsync(question), CancellationToken.None);

        var here = new BudgetOwner(name, TimeSpan.Zero, time);
        return question => Task.FromResult(here.Ask(question, []));
    }

    private static bool IsHealth(Uri? address) =>
        address?.AbsolutePath is { } path && path.EndsWith("/health", StringComparison.Ordinal) && path.Contains("/whatsapp/phone_numbers/", StringComparison.Ordinal);
}
