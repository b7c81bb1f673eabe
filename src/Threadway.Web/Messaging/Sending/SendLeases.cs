using Microsoft.EntityFrameworkCore;
using Threadway.Web.Data;

namespace Threadway.Web.Messaging.Sending;

/// <summary>Who sends for which number: rows, so that two nodes which both believe to be a number's owner never both are.</summary>
internal sealed class SendLeases(IGroupWriter writer, TimeProvider time)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Whether the lease of that epoch is the current one, of the connection <c>@p2</c> and the epoch <c>@p1</c>: for statements that write under it.</summary>
    public const string IsCurrent = "EXISTS (SELECT 1 FROM sender_leases WHERE connection_id = @p2 AND epoch = @p1)";

    private const string Take = """
        UPDATE sender_leases SET owner = @p1, epoch = epoch + 1, until = @p2
        WHERE connection_id = @p0 AND (owner IS NULL OR owner = @p1 OR until < @p3) RETURNING connection_id
        """;

    private const string Renew = """
        UPDATE sender_leases SET until = @p3 WHERE connection_id = @p0 AND owner = @p1 AND epoch = @p2 RETURNING connection_id
        """;

    private const string GiveBack = """
        UPDATE sender_leases SET owner = NULL, until = @p3, held_until = @p6, held_by = @p7, wake_at = (
            SELECT CASE WHEN min(due) < @p6 THEN @p6 ELSE min(due) END FROM (
                SELECT min(due_at) AS due FROM send_lines WHERE connection_id = @p0 AND rank = 0 AND due_at IS NOT NULL
                UNION ALL SELECT min(due_at) FROM send_lines WHERE connection_id = @p0 AND rank = 1 AND due_at IS NOT NULL
                UNION ALL SELECT min(due_at) FROM send_lines WHERE connection_id = @p0 AND rank = 2 AND due_at IS NOT NULL
                UNION ALL SELECT min(@p5) FROM messages WHERE connection_id = @p0 AND state = 'Sending') AS lines)
        WHERE connection_id = @p0 AND owner = @p1 AND epoch = @p2 AND wakes = @p4 RETURNING connection_id
        """;

    /// <summary>Takes the lease; null where somebody else has it.</summary>
    public Task<TakenLease?> TakeAsync(Guid connectionId, string owner, CancellationToken cancellationToken) =>
        writer.WriteAsync<TakenLease?>(connectionId, async (db, cancel) =>
        {
            var now = time.GetUtcNow();
            var before = await db.Senders.AsNoTracking().FirstOrDefaultAsync(s => s.ConnectionId == connectionId, cancel);
            var until = now + SendLease.Length;
            if (before is null || (await db.ExecuteManyAsync(Take, [[connectionId, owner, until.UtcDateTime, now.UtcDateTime]], cancel)).Count == 0) return null;

            var epoch = await EpochAsync(db, connectionId, cancel);
            // What the one before sent in its last second counts. One of this node's that failed sends no more.
            var last = before.Owner == owner ? now : before.Until;
            var sendsFrom = last + Second > now ? last + Second : now;
            return new(new(connectionId, owner, epoch, until), sendsFrom, before.HeldBy, before.HeldUntil);
        }, cancellationToken);

    /// <summary>The current one.</summary>
    public static Task<long> EpochAsync(ThreadwayDb db, Guid connectionId, CancellationToken cancellationToken) =>
        db.Senders.Where(s => s.ConnectionId == connectionId).Select(s => s.Epoch).FirstOrDefaultAsync(cancellationToken);

    /// <summary>In the caller's transaction: nobody else can take the lease before that ends. Null where somebody has.</summary>
    public async Task<SendLease?> RenewAsync(ThreadwayDb db, SendLease lease, CancellationToken cancellationToken)
    {
        var renewed = lease with { Until = time.GetUtcNow() + SendLease.Length };
        var held = await db.ExecuteManyAsync(Renew, [[lease.ConnectionId, lease.Owner, lease.Epoch, renewed.Until.UtcDateTime]], cancellationToken);
        return held.Count > 0 ? renewed : null;
    }

    /// <summary>Lets go of it, and notes when something is due next. False where something came meanwhile, or it is somebody else's.</summary>
    /// <param name="lookAt">When what is in doubt is to be looked at.</param>
    public Task<bool> GiveBackAsync(
        SendLease lease, DateTimeOffset lookAt, HoldKind? heldBy, DateTimeOffset? heldUntil, CancellationToken cancellationToken) =>
        writer.WriteAsync(lease.ConnectionId, async (db, cancel) =>
        {
            // Counted up by whatever is put into the queue, so that nothing is overlooked that comes in this moment.
            var wakes = await db.Senders.AsNoTracking().Where(s => s.ConnectionId == lease.ConnectionId).Select(s => s.Wakes).FirstOrDefaultAsync(cancel);
            return (await db.ExecuteManyAsync(
                GiveBack,
                [
                    [
                        lease.ConnectionId, lease.Owner, lease.Epoch, time.GetUtcNow().UtcDateTime, wakes, lookAt.UtcDateTime,
                        (heldUntil ?? DateTimeOffset.UnixEpoch).UtcDateTime, (object?)heldBy?.ToString() ?? DBNull.Value,
                    ],
                ],
                cancel)).Count > 0;
        }, cancellationToken);
}

/// <summary>This node's right to send for a number. Everything it claims and writes names the epoch, and is refused once another has a higher one.</summary>
/// <param name="Until">When it ends unless it is renewed; nothing is begun that may be under way by then.</param>
internal sealed record SendLease(Guid ConnectionId, string Owner, long Epoch, DateTimeOffset Until)
{
    /// <summary>How long a request may take.</summary>
    public static readonly TimeSpan RequestTime = TimeSpan.FromSeconds(8);

    public static readonly TimeSpan Length = RequestTime + TimeSpan.FromSeconds(6);

    /// <summary>It is renewed when less than this is left to begin in.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(4);

    public bool MayBegin(DateTimeOffset now) => now < Until - RequestTime;

    public bool WantsRenewal(DateTimeOffset now) => now > Until - RequestTime - Renewal;
}

/// <param name="SendsFrom">Nothing goes before: what an owner before this one sent counts still.</param>
/// <param name="HeldBy">What held the number when it was last let go of.</param>
internal sealed record TakenLease(SendLease Lease, DateTimeOffset SendsFrom, HoldKind? HeldBy, DateTimeOffset? HeldUntil);
