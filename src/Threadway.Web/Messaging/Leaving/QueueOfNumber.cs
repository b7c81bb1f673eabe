using Microsoft.EntityFrameworkCore;
using Threadway.Web.Cluster;
using Threadway.Web.Connections.Disconnect;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Data;
using Threadway.Web.Messaging.Conversations;
using Threadway.Web.Messaging.Sending;

namespace Threadway.Web.Messaging.Leaving;

/// <summary>What waits for a number that is to be disconnected.</summary>
internal sealed class QueueOfNumber(IDbContextFactory<ThreadwayDb> databases, QueueQueries queues, UserChanges changes, TimeProvider time) : IWaitingMessages
{
    public async Task<WaitingMessages?> FindAsync(Connection connection, CancellationToken cancellationToken) =>
        await queues.GetAsync(connection, cancellationToken) is { Length: > 0 } queue ? new(queue.Length, queue.DoneAt) : null;

    public async Task CancelAsync(Connection connection, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var canceled = await db.Messages.Where(m => m.ConnectionId == connection.Id && m.State == MessageState.Queued).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.State, MessageState.Canceled).SetProperty(m => m.ChangedAt, now), cancellationToken);
        if (canceled > 0) changes.Publish(connection.UserId);
    }
}
