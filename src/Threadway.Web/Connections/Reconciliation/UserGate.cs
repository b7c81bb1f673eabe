using System.Threading.RateLimiting;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>One at a time for each user: two tabs, or a tab and the sweep, do not make two customers or revoke each other's link.</summary>
internal sealed class UserGate : IAsyncDisposable
{
    private readonly PartitionedRateLimiter<Guid> gates = PartitionedRateLimiter.Create<Guid, Guid>(userId =>
        RateLimitPartition.GetConcurrencyLimiter(userId, _ => new() { PermitLimit = 1, QueueLimit = 1000 }));

    /// <summary>Waits for this user's turn; dispose the lease to pass it on.</summary>
    public ValueTask<RateLimitLease> EnterAsync(Guid userId, CancellationToken cancellationToken) =>
        gates.AcquireAsync(userId, permitCount: 1, cancellationToken);

    public ValueTask DisposeAsync() => gates.DisposeAsync();
}
