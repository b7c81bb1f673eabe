using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Threadway.Web.Hosting;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>
/// One at a time for each user: two tabs, or a webhook and the sweep, do not make two customers, revoke each other's link or
/// write over each other's verdict.
/// </summary>
internal interface IUserTurn
{
    /// <summary>Waits for this user's turn, for a bounded time; dispose what comes to pass it on.</summary>
    /// <exception cref="UserTurnUnavailableException">The turn could not be had in time: nothing was done.</exception>
    Task<IDisposable> TakeAsync(Guid userId, CancellationToken cancellationToken);
}

/// <summary>Somebody else works for this user and does not finish: try again. The sweep does so by itself.</summary>
internal sealed class UserTurnUnavailableException() : UnavailableException("busy", "Something else is being done for this account just now. Nothing was changed: try again in a moment.")
{
    public override TimeSpan RetryAfter => TimeSpan.FromSeconds(5);
}

/// <summary>The turns of one process.</summary>
internal sealed class UserTurn(IOptions<ReconciliationOptions> options, TimeProvider time) : IUserTurn, IAsyncDisposable
{
    private readonly PartitionedRateLimiter<Guid> turns = PartitionedRateLimiter.Create<Guid, Guid>(userId =>
        RateLimitPartition.GetConcurrencyLimiter(userId, _ => new() { PermitLimit = 1, QueueLimit = 1000 }));

    public async Task<IDisposable> TakeAsync(Guid userId, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.Value.TurnPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, PersonWait.Over, cancellationToken);
        try
        {
            // Somebody who has waited long enough already still gets a turn that nobody has: the rest says what it was that took so long.
            var lease = PersonWait.Over.IsCancellationRequested ? turns.AttemptAcquire(userId) : await turns.AcquireAsync(userId, permitCount: 1, either.Token);
            if (lease.IsAcquired) return lease;
            lease.Dispose();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The wait is over; that is an answer too.
        }
        throw new UserTurnUnavailableException();
    }

    public ValueTask DisposeAsync() => turns.DisposeAsync();
}
