using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Threadway.Web.Cluster;
using Threadway.Web.Connections.Reconciliation.Turns;
using Threadway.Web.Hosting;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>
/// One at a time for each user, on whatever node: two tabs, or a webhook and the sweep, do not make two customers, revoke each
/// other's link or write over each other's verdict.
/// </summary>
internal interface IUserTurn
{
    /// <summary>Waits for this user's turn, for a bounded time; dispose what comes to pass it on.</summary>
    /// <exception cref="UserTurnUnavailableException">The turn could not be had in time: nothing was done.</exception>
    Task<HeldTurn> TakeAsync(Guid userId, CancellationToken cancellationToken);
}

/// <summary>Somebody else works for this user and does not finish: try again. The sweep does so by itself.</summary>
internal sealed class UserTurnUnavailableException() : UnavailableException("busy", "Something else is being done for this account just now. Nothing was changed: try again in a moment.")
{
    public override TimeSpan RetryAfter => TimeSpan.FromSeconds(5);
}

/// <summary>The turns that this node takes, from the cluster's keepers.</summary>
internal sealed class UserTurn(IOptions<ReconciliationOptions> options, TimeProvider time, ITurnKeeper keeper, NodeName node) : IUserTurn
{
    /// <summary>A keeper is asked again so often, so that a lost answer, or a lost keeper, costs no more.</summary>
    private static readonly TimeSpan Ask = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<TurnTicket, HeldTurn> held = new();

    /// <summary>What is worked on here just now.</summary>
    public IEnumerable<TurnTicket> Held => held.Keys;

    public async Task<HeldTurn> TakeAsync(Guid userId, CancellationToken cancellationToken)
    {
        // Somebody who has waited long enough already still gets a turn that nobody has: the rest says what it was that took so long.
        var late = PersonWait.Over.IsCancellationRequested;
        using var patience = new CancellationTokenSource(options.Value.TurnPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, late ? default : PersonWait.Over, cancellationToken);
        var ticket = new TurnTicket(userId, Guid.NewGuid(), node.Value);
        var turn = new HeldTurn(ticket, time, Release);
        try
        {
            TurnAnswer answer;
            do
            {
                turn.IsHeardOf();
                answer = await keeper.TakeAsync(ticket, late ? TimeSpan.Zero : Ask, either.Token);
                if (answer != TurnAnswer.Yours) continue;
                held[ticket] = turn;
                return turn;
            }
            while (answer == TurnAnswer.Taken && !late);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The wait is over; that is an answer too.
        }
        catch (ClusterUnavailableException)
        {
            // Nobody could be asked.
        }
        finally
        {
            if (!held.ContainsKey(ticket)) Release(ticket);
        }
        throw new UserTurnUnavailableException();
    }

    /// <summary>Tells the keepers what is worked on here, so that it goes on being ours.</summary>
    public Task RenewAsync(CancellationToken cancellationToken) => Task.WhenAll(held.Values.Select(async turn =>
    {
        var asked = time.GetTimestamp();
        try
        {
            if (await keeper.RenewAsync(turn.Ticket, cancellationToken)) turn.IsHeardOf(asked);
            else turn.IsLost();
        }
        catch (ClusterUnavailableException)
        {
            // It is ours until the lease is over, and it is asked again before.
        }
    }));

    private void Release(TurnTicket ticket)
    {
        held.TryRemove(ticket, out _);
        // Not waited for: where it is lost too, the lease ends it.
        _ = keeper.ReleaseAsync(ticket).ContinueWith(static done => done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }
}
