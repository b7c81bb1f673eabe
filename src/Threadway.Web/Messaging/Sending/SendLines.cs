using Threadway.Web.Data;
using Threadway.Web.Messaging.Conversations;
using Threadway.Web.Messaging.Sending.Pacing;

namespace Threadway.Web.Messaging.Sending;

/// <summary>Writes of the queue's order, in the transaction of what they belong to.</summary>
internal static class SendLines
{
    private static readonly DateTime Never = DateTime.UnixEpoch;

    private const string Enqueue = """
        INSERT INTO send_lines (conversation_id, connection_id, rank, due_at, held_until, burst_at, burst_count, paced_until)
        VALUES (@p0, @p1, @p2, @p3, @p4, @p4, 0, @p4)
        ON CONFLICT (conversation_id) DO UPDATE SET
            rank = CASE WHEN send_lines.due_at IS NULL OR excluded.rank < send_lines.rank THEN excluded.rank ELSE send_lines.rank END,
            due_at = CASE
                WHEN send_lines.in_flight IS NOT NULL THEN NULL
                WHEN send_lines.due_at IS NOT NULL AND send_lines.due_at <= excluded.due_at THEN send_lines.due_at
                WHEN send_lines.held_until > excluded.due_at THEN send_lines.held_until
                ELSE excluded.due_at END
        """;

    private const string Wake = """
        INSERT INTO sender_leases (connection_id, epoch, until, wake_at, wakes) VALUES (@p0, 0, @p1, @p2, 1)
        ON CONFLICT (connection_id) DO UPDATE SET
            wakes = sender_leases.wakes + 1,
            wake_at = CASE WHEN sender_leases.wake_at IS NULL OR excluded.wake_at < sender_leases.wake_at THEN excluded.wake_at ELSE sender_leases.wake_at END
        """;

    /// <summary>A line's next message: of each priority the first, for which the queue's index is asked once.</summary>
    private const string Next = """
        SELECT min(first) AS ready FROM (
            SELECT min(ready_at) AS first FROM messages WHERE conversation_id = @p0 AND state = 'Queued' AND priority = 0
            UNION ALL SELECT min(ready_at) FROM messages WHERE conversation_id = @p0 AND state = 'Queued' AND priority = 1
            UNION ALL SELECT min(ready_at) FROM messages WHERE conversation_id = @p0 AND state = 'Queued' AND priority = 2) AS nexts
        """;

    private const string Refresh = $"""
        UPDATE send_lines SET
            in_flight = NULL, held_until = @p2, burst_at = @p3, burst_count = @p4, paced_until = @p5,
            rank = CASE
                WHEN EXISTS (SELECT 1 FROM messages WHERE conversation_id = @p0 AND state = 'Queued' AND priority = 0 AND ready_at <= @p1) THEN 0
                WHEN EXISTS (SELECT 1 FROM messages WHERE conversation_id = @p0 AND state = 'Queued' AND priority = 1 AND ready_at <= @p1) THEN 1
                ELSE 2 END,
            due_at = (SELECT CASE WHEN ready < @p2 THEN @p2 ELSE ready END FROM ({Next}) AS line)
        WHERE conversation_id = @p0 AND (in_flight IS NULL OR in_flight = @p6)
        """;

    /// <summary>A message has been added to its conversation's queue.</summary>
    public static async Task EnqueueAsync(ThreadwayDb db, IReadOnlyCollection<MessageRow> added, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // One that is for later makes nothing before it urgent.
        await db.ExecuteManyAsync(Enqueue, added.Select(m => (object[])
            [m.ConversationId, m.ConnectionId, (int)(m.ReadyAt > now ? MessagePriority.Bulk : m.Priority), m.ReadyAt.UtcDateTime, Never]), cancellationToken);
        await db.ExecuteManyAsync(Wake, added.GroupBy(m => m.ConnectionId).Select(m => (object[])
            [m.Key, Never, m.Min(one => one.ReadyAt).UtcDateTime]), cancellationToken);
    }

    /// <summary>What was under way in these lines is not any more, or what waited there was taken out: their next is looked for.</summary>
    public static Task RefreshAsync(ThreadwayDb db, IEnumerable<LineChange> changes, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.ExecuteManyAsync(Refresh, changes.Select(line => (object[])
        [
            line.ConversationId, now.UtcDateTime, line.HeldUntil.UtcDateTime, line.Pace.BurstAt.UtcDateTime, line.Pace.Count, line.Pace.PacedUntil.UtcDateTime,
            (object?)line.Message ?? DBNull.Value,
        ]), cancellationToken);
}

/// <param name="Message">That was under way; null for a line in which none is.</param>
/// <param name="HeldUntil">Nothing goes to the contact before.</param>
internal sealed record LineChange(Guid ConversationId, Guid? Message, DateTimeOffset HeldUntil, PairPace Pace);
