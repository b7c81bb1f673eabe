using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Data;
using Threadway.Web.Messaging.Conversations;
using Threadway.Web.Messaging.Sending;

namespace Threadway.Web.Messaging.Outbox;

/// <summary>How long a message would wait behind what waits already, at the number's own pace.</summary>
internal sealed class QueueEstimate(IDbContextFactory<ThreadwayDb> databases, IOptionsMonitor<SendingOptions> options, TimeProvider time)
{
    /// <summary>A long queue is counted once a second, and not for each of thousands of messages.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private const int Short = 500;
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<(Guid Connection, MessagePriority Priority), (int Count, DateTimeOffset At)> counted = new();

    /// <param name="enough">A wait longer than this need not be told exactly.</param>
    public async Task<TimeSpan> WaitAsync(Connection connection, MessagePriority priority, TimeSpan enough, CancellationToken cancellationToken)
    {
        var perSecond = options.CurrentValue.LimitOf(connection);
        var most = (int)Math.Min(int.MaxValue / 2, (enough.TotalSeconds + 60) * perSecond);
        return TimeSpan.FromSeconds((double)await CountAsync(connection.Id, priority, most, cancellationToken) / perSecond);
    }

    private async Task<int> CountAsync(Guid connectionId, MessagePriority priority, int most, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (counted.TryGetValue((connectionId, priority), out var known) && now - known.At < Fresh) return known.Count;

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // What is more urgent goes first, and what is less does not count.
        var count = await db.Messages.Where(m => m.ConnectionId == connectionId && m.State == MessageState.Queued && m.Priority <= priority).Take(most).CountAsync(cancellationToken);
        if (count > Short)
        {
            if (counted.Count > MostRemembered) counted.Clear();
            counted[(connectionId, priority)] = (count, now);
        }
        return count;
    }
}
