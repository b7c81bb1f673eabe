using Orleans;
using Orleans.Concurrency;
using Threadway.Web.Cluster;

namespace Threadway.Web.Connections.Reconciliation.Turns;

/// <summary>The turns of one <see cref="Shard"/> of the users, for the whole cluster.</summary>
[Alias("threadway.turns")]
internal interface ITurnKeeperGrain : IGrainWithIntegerKey
{
    [Alias("take")]
    Task<TurnAnswer> TakeAsync(TurnTicket ticket, TimeSpan wait);

    [Alias("renew")]
    Task<bool> RenewAsync(TurnTicket ticket);

    [Alias("release")]
    Task ReleaseAsync(TurnTicket ticket);
}

/// <summary>Whoever waits does so beside the others: the grain is reentrant, and nothing here waits for anything but a turn.</summary>
[Reentrant]
internal sealed class TurnKeeperGrain : Grain, ITurnKeeperGrain
{
    /// <summary>A change of the cluster may have cost a keeper its place for as long as this.</summary>
    private static readonly TimeSpan Unsettled = TimeSpan.FromSeconds(30);

    /// <summary>Every holder hears of a change at once and says what it holds: this is many times as long as that takes.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(400);

    private readonly ClusterNode node;
    private readonly UserTurn turns;
    private readonly TurnKeeper keeper;
    private readonly CancellationTokenRegistration stopping;

    public TurnKeeperGrain(ClusterNode node, UserTurn turns, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        (this.node, this.turns) = (node, turns);
        // Where this is the only node, all that is held is held here.
        keeper = new(time, node.Members.Here.Count > 1 && node.SinceChange < Unsettled ? Grace : TimeSpan.Zero);
        stopping = lifetime.ApplicationStopping.Register(keeper.Close);
    }

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var ticket in turns.Held.Where(ticket => Shard.Of(ticket.UserId) == this.GetPrimaryKeyLong())) await keeper.RenewAsync(ticket, cancellationToken);
        node.Changed += Settle;
        this.RegisterGrainTimer(Tend, new() { DueTime = Grace, Period = TimeSpan.FromSeconds(1), Interleave = true });
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        node.Changed -= Settle;
        stopping.Dispose();
        keeper.Close();
        return Task.CompletedTask;
    }

    public Task<TurnAnswer> TakeAsync(TurnTicket ticket, TimeSpan wait) => keeper.TakeAsync(ticket, wait, CancellationToken.None);

    public Task<bool> RenewAsync(TurnTicket ticket) => keeper.RenewAsync(ticket, CancellationToken.None);

    public Task ReleaseAsync(TurnTicket ticket) => keeper.ReleaseAsync(ticket);

    private void Settle(ClusterMembers members) => keeper.Gone(members.Gone);

    private Task Tend()
    {
        keeper.Tend();
        return Task.CompletedTask;
    }
}

/// <summary>The way to the keepers from anywhere in the cluster.</summary>
internal sealed class ClusterTurns(ClusterNode node) : ITurnKeeper
{
    public Task<TurnAnswer> TakeAsync(TurnTicket ticket, TimeSpan wait, CancellationToken cancellationToken) =>
        node.AskAsync(grains => Keeper(grains, ticket).TakeAsync(ticket, wait), cancellationToken);

    public Task<bool> RenewAsync(TurnTicket ticket, CancellationToken cancellationToken) =>
        node.AskAsync(grains => Keeper(grains, ticket).RenewAsync(ticket), cancellationToken);

    public Task ReleaseAsync(TurnTicket ticket) =>
        node.AskAsync(grains => Keeper(grains, ticket).ReleaseAsync(ticket), CancellationToken.None);

    private static ITurnKeeperGrain Keeper(IGrainFactory grains, TurnTicket ticket) => grains.GetGrain<ITurnKeeperGrain>(Shard.Of(ticket.UserId));
}
