using Microsoft.Extensions.Options;
using Orleans;
using Threadway.Web.Cluster;

namespace Threadway.Web.Connections.Reconciliation.Sweeping;

/// <summary>Hands out the portions of one lane of the cluster's one sweep. What is asked twice is answered alike.</summary>
[Alias("threadway.sweep")]
internal interface ISweepGrain : IGrainWithStringKey
{
    /// <param name="node">Who asks for work.</param>
    /// <param name="heard">What it was told last, wherever this grain was then.</param>
    /// <param name="done">What it did last.</param>
    [Alias("next")]
    Task<SweepDuty> NextAsync(string node, SweepDuty? heard, SweepDone? done);
}

internal sealed class SweepGrain(IOptionsMonitor<ReconciliationOptions> options, ClusterNode here, TimeProvider time) : Grain, ISweepGrain
{
    public const string Pages = "pages";
    public const string Singles = "singles";

    private SweepLane? lane;

    public Task<SweepDuty> NextAsync(string node, SweepDuty? heard, SweepDone? done)
    {
        lane ??= new(this.GetPrimaryKeyString() == Pages ? SweepKind.Page : SweepKind.Due, options.CurrentValue, time);
        var gone = here.Members.Gone;
        return Task.FromResult(lane.Next(node, heard, done, gone.Contains));
    }
}
