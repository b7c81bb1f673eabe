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

internal sealed class KapsoBudgetGrain(ClusterNode node, TimeProvider time) : Grain, IKapsoBudgetGrain
{
    /// <summary>Nodes whose calls wait ask twice a second at least.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(600);

    private BudgetOwner? owner;

    public Task<BudgetAnswer> AskAsync(BudgetQuestion question)
    {
        owner ??= new(BudgetName.Of(this.GetPrimaryKeyString()), node.Members.Here.Count > 1 ? Settling : TimeSpan.Zero, time);
        return Task.FromResult(owner.Ask(question, node.Members.Gone));
    }
}
