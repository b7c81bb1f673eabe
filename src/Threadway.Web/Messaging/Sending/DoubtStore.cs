using Microsoft.EntityFrameworkCore;
using Threadway.Web.Data;
using Threadway.Web.Messaging.Conversations;
using Threadway.Web.Messaging.Sending.Pacing;

namespace Threadway.Web.Messaging.Sending;

/// <summary>Messages of which nobody knows whether they went out: a try was begun, and its answer was lost or its node died.</summary>
internal sealed class DoubtStore(IDbContextFactory<ThreadwayDb> databases, IGroupWriter writer, SendLeases leases, TimeProvider time)
{
    private const int Most = 200;

    private const string Adopt = """
        UPDATE messages SET epoch = @p1, doubt_since = COALESCE(doubt_since, attempted_at)
        WHERE connection_id = @p0 AND state = 'Sending' AND (epoch <> @p1 OR doubt_since IS NULL) RETURNING id
        """;

    private const string GiveUp = """
        UPDATE messages SET state = 'Unknown', changed_at = @p2
        WHERE id = @p0 AND state = 'Sending' AND epoch = @p1 RETURNING id
        """;

    /// <summary>What owners before this one left unsettled is this one's to settle; nothing of its own may be under way yet.</summary>
    /// <returns>Whether there is anything to settle. As a rule there is not, and nothing is written.</returns>
    public async Task<bool> AdoptAsync(SendLease lease, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // Also lines that were left behind by what is settled: looked at, they find out.
        if (!await db.Messages.AnyAsync(m => m.ConnectionId == lease.ConnectionId && m.State == MessageState.Sending, cancellationToken)
            && !await db.SendLines.AnyAsync(l => l.ConnectionId == lease.ConnectionId && l.InFlight != null, cancellationToken))
            return false;

        return await writer.WriteAsync(lease.ConnectionId, async (inTurn, cancel) =>
        {
            if (await leases.RenewAsync(inTurn, lease, cancel) is null) return false;
            await inTurn.ExecuteManyAsync(Adopt, [[lease.ConnectionId, lease.Epoch]], cancel);
            return true;
        }, cancellationToken);
    }

    /// <summary>What is in doubt, the oldest first.</summary>
    public async Task<IReadOnlyList<ClaimedMessage>> ReadAsync(Guid connectionId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var ids = await db.Messages.Where(m => m.ConnectionId == connectionId && m.State == MessageState.Sending && m.DoubtSince != null)
            .OrderBy(m => m.AttemptedAt).Take(Most).Select(m => m.Id).ToListAsync(cancellationToken);
        return await SendStore.ReadAsync(db, ids, null, cancellationToken);
    }

    /// <summary>Which of these wamids are messages that are known already.</summary>
    public async Task<HashSet<string>> KnownAsync(Guid connectionId, IReadOnlyCollection<string> wamids, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // What came as an event and was nobody's may be one of those in doubt.
        return [.. await db.Messages
            .Where(m => m.ConnectionId == connectionId && m.Wamid != null && wamids.Contains(m.Wamid) && (m.Author != MessageAuthor.Product || m.AttemptedAt != null))
            .Select(m => m.Wamid!).ToListAsync(cancellationToken)];
    }

    /// <summary>Nothing good was heard for so long that its owner has to decide.</summary>
    public Task<bool> GiveUpAsync(SendLease lease, ClaimedMessage doubtful, CancellationToken cancellationToken) =>
        writer.WriteAsync(lease.ConnectionId, async (db, cancel) =>
        {
            var now = time.GetUtcNow();
            if ((await db.ExecuteManyAsync(GiveUp, [[doubtful.Message.Id, lease.Epoch, now.UtcDateTime]], cancel)).Count == 0) return false;
            var pace = doubtful.Pace.Sent(now, now);
            await SendLines.RefreshAsync(db, [new(doubtful.Conversation.Id, doubtful.Message.Id, pace.NextAt(now), pace)], now, cancel);
            return true;
        }, cancellationToken);

    /// <summary>Lines whose message is settled, by a status that named it: their next may go.</summary>
    public async Task<bool> FreeSettledAsync(Guid connectionId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var settled = await db.SendLines.AsNoTracking().Where(l => l.ConnectionId == connectionId && l.InFlight != null)
            .Where(l => !db.Messages.Any(m => m.Id == l.InFlight && m.State == MessageState.Sending)).OrderBy(l => l.ConversationId).Take(Most).ToListAsync(cancellationToken);
        if (settled.Count == 0) return false;

        return await writer.WriteAsync(connectionId, async (inTurn, cancel) =>
        {
            var now = time.GetUtcNow();
            await SendLines.RefreshAsync(
                inTurn,
                settled.Select(line =>
                {
                    var pace = new PairPace(line.BurstAt, line.BurstCount, line.PacedUntil).Sent(now, now);
                    return new LineChange(line.ConversationId, line.InFlight, pace.NextAt(now), pace);
                }),
                now, cancel);
            return true;
        }, cancellationToken);
    }
}
