using Microsoft.EntityFrameworkCore;
using Threadway.Web.Data;
using Threadway.Web.Messaging.Conversations;
using Threadway.Web.Messaging.Sending.Pacing;

namespace Threadway.Web.Messaging.Sending;

/// <summary>A line whose next message may go.</summary>
internal sealed record DueLine(Guid ConversationId, MessagePriority Rank, PairPace Pace);

/// <summary>A message that this node claimed, with what has to be looked at before it goes.</summary>
internal sealed record ClaimedMessage(MessageRow Message, ConversationRow Conversation, ContactRow? Contact, PairPace Pace);

/// <summary>The queue as rows. Claims and results name the lease, and are nothing where it is not the current one.</summary>
internal sealed class SendStore(IDbContextFactory<ThreadwayDb> databases, IGroupWriter writer, SendLeases leases, TimeProvider time)
{
    private const string Claim = """
        UPDATE messages SET state = 'Sending', attempts = attempts + 1, epoch = @p1, attempted_at = @p2, doubt_since = NULL, changed_at = @p2
        WHERE state = 'Queued' AND id = (
            SELECT m.id FROM messages m WHERE m.conversation_id = @p0 AND m.state = 'Queued' AND m.ready_at <= @p2
            ORDER BY m.priority, m.ready_at, m.id LIMIT 1)
        AND EXISTS (SELECT 1 FROM send_lines WHERE conversation_id = @p0 AND in_flight IS NULL)
        RETURNING id
        """;

    private const string Fly = "UPDATE send_lines SET in_flight = @p1, due_at = NULL WHERE conversation_id = @p0";

    /// <summary>What is due, the most urgent first; bulk first where it is bulk's turn.</summary>
    public async Task<IReadOnlyList<DueLine>> DueAsync(Guid connectionId, int most, bool bulkFirst, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        List<DueLine> due = [];
        MessagePriority[] ranks = bulkFirst
            ? [MessagePriority.Bulk, MessagePriority.Interactive, MessagePriority.Normal]
            : [MessagePriority.Interactive, MessagePriority.Normal, MessagePriority.Bulk];
        foreach (var rank in ranks)
        {
            if (due.Count >= most) break;
            var lines = await db.SendLines.AsNoTracking()
                .Where(l => l.ConnectionId == connectionId && l.Rank == rank && l.DueAt <= now)
                .OrderBy(l => l.DueAt).Take(bulkFirst && rank == MessagePriority.Bulk ? 1 : most - due.Count).ToListAsync(cancellationToken);
            due.AddRange(lines.Select(l => new DueLine(l.ConversationId, l.Rank, new(l.BurstAt, l.BurstCount, l.PacedUntil))));
        }
        return due;
    }

    /// <summary>
    /// Claims the next message of each line. Lines whose contact may not be written to yet are put off, and those with nothing to send
    /// put to rest. The lease is null where it is somebody else's by now.
    /// </summary>
    public Task<(SendLease? Lease, IReadOnlyList<ClaimedMessage> Claimed)> ClaimAsync(SendLease lease, IReadOnlyList<DueLine> lines, CancellationToken cancellationToken) =>
        writer.WriteAsync<(SendLease?, IReadOnlyList<ClaimedMessage>)>(lease.ConnectionId, async (db, cancel) =>
        {
            var now = time.GetUtcNow();
            if (await leases.RenewAsync(db, lease, cancel) is not { } renewed) return (null, []);

            var paces = lines.ToDictionary(line => line.ConversationId, line => line.Pace);
            var ready = lines.Where(line => line.Pace.NextAt(now) <= now).ToList();
            var ids = await db.ExecuteManyAsync(Claim, ready.Select(line => (object[])[line.ConversationId, lease.Epoch, now.UtcDateTime]), cancel);
            var claimed = await ReadAsync(db, ids, paces, cancel);
            await db.ExecuteManyAsync(Fly, claimed.Select(one => (object[])[one.Conversation.Id, one.Message.Id]), cancel);

            var flying = claimed.Select(one => one.Conversation.Id).ToHashSet();
            await SendLines.RefreshAsync(
                db,
                lines.Where(line => !flying.Contains(line.ConversationId)).Select(line => new LineChange(line.ConversationId, null, line.Pace.NextAt(now), line.Pace)),
                now, cancel);
            return (renewed, claimed);
        }, cancellationToken);

    /// <summary>Messages that came in during the last second: they count for the number's throughput too.</summary>
    public async Task<int> CountInboundAsync(Guid connectionId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var (second, recent) = (now.AddSeconds(-1), now.AddSeconds(-15));
        return await db.Messages.CountAsync(m => m.ConnectionId == connectionId && m.At > recent && m.CreatedAt > second && m.State == MessageState.Received, cancellationToken);
    }

    /// <summary>Looks after the lease alone.</summary>
    public Task<SendLease?> RenewAsync(SendLease lease, CancellationToken cancellationToken) =>
        writer.WriteAsync(lease.ConnectionId, (db, cancel) => leases.RenewAsync(db, lease, cancel), cancellationToken);

    internal static async Task<IReadOnlyList<ClaimedMessage>> ReadAsync(
        ThreadwayDb db, List<Guid> ids, Dictionary<Guid, PairPace>? paces, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return [];

        var rows = await db.Messages.AsNoTracking().Where(m => ids.Contains(m.Id))
            .Join(db.Conversations.AsNoTracking(), m => m.ConversationId, c => c.Id, (m, c) => new { Message = m, Conversation = c })
            .GroupJoin(db.Contacts.AsNoTracking(), both => both.Conversation.ContactId, c => c.Id, (both, contacts) => new { both.Message, both.Conversation, Contacts = contacts })
            .SelectMany(all => all.Contacts.DefaultIfEmpty(), (all, contact) => new { all.Message, all.Conversation, Contact = contact })
            .ToListAsync(cancellationToken);
        paces ??= await PacesAsync(db, [.. rows.Select(row => row.Conversation.Id)], cancellationToken);
        return [.. rows.Select(row => new ClaimedMessage(row.Message, row.Conversation, row.Contact, paces.GetValueOrDefault(row.Conversation.Id)))];
    }

    private static Task<Dictionary<Guid, PairPace>> PacesAsync(ThreadwayDb db, Guid[] conversations, CancellationToken cancellationToken) =>
        db.SendLines.AsNoTracking().Where(l => conversations.Contains(l.ConversationId))
            .ToDictionaryAsync(l => l.ConversationId, l => new PairPace(l.BurstAt, l.BurstCount, l.PacedUntil), cancellationToken);
}
