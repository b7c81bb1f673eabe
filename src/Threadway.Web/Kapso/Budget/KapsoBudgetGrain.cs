using Orleans;
using Threadway.Web.Cluster;

namespace Threadway.Web.Kapso.Budget;

/// <summary>The one owner of a key's budget in the cluster. Its name is a digest of the key and the budget's, never the key.</summary>
[Alias("threadway.budget")]
internal interface IKapsoBudgetGrain : IGrainWithStringKey
{
    [Alias("ask")]
    Task<BudgetAnswer> AskAsync(BudgetQuestion question);
}

internal sealed class KapsoBudgetGrain : Grain, IKapsoBudgetGrain
{
    /// <summary>Nodes whose calls wait ask twice a second at least.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(600);

    private readonly ClusterNode node;
    private readonly TimeProvider time;
    private readonly long start;
    private BudgetLedger ledger = null!;

    public KapsoBudgetGrain(ClusterNode node, TimeProvider time) => (this.node, this.time, start) = (node, time, time.GetTimestamp());

    private TimeSpan Now => time.GetElapsedTime(start);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        ledger = BudgetName.Of(this.GetPrimaryKeyString()).NewLedger(node.Members.Here.Count > 1 ? Settling : TimeSpan.Zero);
        return Task.CompletedTask;
    }

    public Task<BudgetAnswer> AskAsync(BudgetQuestion question)
    {
        foreach (var gone in node.Members.Gone) ledger.Gone(gone, Now);
        return Task.FromResult(ledger.Ask(question, Now));
    }
}
