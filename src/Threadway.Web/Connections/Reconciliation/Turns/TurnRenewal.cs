using Threadway.Web.Cluster;

namespace Threadway.Web.Connections.Reconciliation.Turns;

/// <summary>Renews what is held: often enough that a lost word costs nothing, and at once when a keeper may have been lost.</summary>
internal sealed class TurnRenewal(UserTurn turns, ClusterNode node, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TurnKeeper.Lease / 4;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        void Tell(ClusterMembers members) => _ = turns.RenewAsync(stoppingToken).ContinueWith(
            static done => done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

        node.Changed += Tell;
        try
        {
            using var period = new PeriodicTimer(Period, time);
            while (await period.WaitForNextTickAsync(stoppingToken)) await turns.RenewAsync(stoppingToken);
        }
        finally
        {
            node.Changed -= Tell;
        }
    }
}
