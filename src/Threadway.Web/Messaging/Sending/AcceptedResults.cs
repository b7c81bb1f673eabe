using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Data;
using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Messaging.Sending;

/// <summary>
/// Writes what Kapso took. A number that sends hundreds a second has as many answers to write: those that come until the writer's turn
/// are written together, for what is asked once for all of them costs more than all their rows.
/// </summary>
internal sealed class AcceptedResults(IGroupWriter writer, ContactBook contacts, TimeProvider time)
{
    private const string Accept = $"""
        UPDATE messages SET state = 'Accepted', wamid = @p3, wamid_tail = @p4, accepted_at = @p5, changed_at = @p5, doubt_since = NULL, notes = @p6
        WHERE id = @p0 AND state = 'Sending' AND epoch = @p1 AND {SendLeases.IsCurrent} RETURNING id
        """;

    private readonly Lock gate = new();
    private readonly Dictionary<Guid, List<Result>> waiting = [];

    /// <returns>False where the lease is somebody else's by now: nothing was written, and whoever has it settles the message.</returns>
    public Task<bool> WriteAsync(SendLease lease, ClaimedMessage claimed, SentMessage sent, DateTimeOffset began, DateTimeOffset ended)
    {
        var result = new Result(lease, claimed, sent, began, ended);
        lock (gate)
        {
            if (waiting.TryGetValue(lease.ConnectionId, out var others))
            {
                others.Add(result);
                return result.Written.Task;
            }
            waiting[lease.ConnectionId] = [result];
        }
        _ = WriteWaitingAsync(lease.ConnectionId);
        return result.Written.Task;
    }

    private async Task WriteWaitingAsync(Guid connectionId)
    {
        IReadOnlyList<Result>? group = null;
        try
        {
            var written = await writer.WriteAsync(
                connectionId,
                (db, cancel) =>
                {
                    // A work that is run again, after its server was lost, is for the same ones.
                    group ??= Take(connectionId);
                    return WriteAsync(db, connectionId, group, cancel);
                },
                CancellationToken.None);
            foreach (var result in group!) result.Written.SetResult(written.Remove(result.Claimed.Message.Id));
        }
        catch (Exception e)
        {
            group ??= Take(connectionId);
            if (group is [var only]) only.Written.SetException(e);
            else foreach (var result in group) _ = WriteAloneAsync(connectionId, result);
        }
    }

    /// <summary>Whose fault it is shows where each is written by itself.</summary>
    private async Task WriteAloneAsync(Guid connectionId, Result result)
    {
        try
        {
            var written = await writer.WriteAsync(connectionId, (db, cancel) => WriteAsync(db, connectionId, [result], cancel), CancellationToken.None);
            result.Written.SetResult(written.Count > 0);
        }
        catch (Exception e)
        {
            result.Written.SetException(e);
        }
    }

    private List<Result> Take(Guid connectionId)
    {
        lock (gate) return waiting.Remove(connectionId, out var taken) ? taken : [];
    }

    private async Task<HashSet<Guid>> WriteAsync(ThreadwayDb db, Guid connectionId, IReadOnlyList<Result> group, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await db.WaitForTurnAsync(ContactBook.Turn(connectionId), cancellationToken);
        await ForgetOthersAsync(db, connectionId, group, cancellationToken);
        var written = (await db.ExecuteManyAsync(Accept, group.Select(result => ValuesOf(result, now)), cancellationToken)).ToHashSet();

        var accepted = group.Where(result => written.Contains(result.Claimed.Message.Id)).DistinctBy(result => result.Claimed.Message.Id).ToList();
        var moved = await LearnAsync(db, connectionId, accepted, now, cancellationToken);
        await StatusBook.JoinAsync(db, connectionId, accepted.ToDictionary(result => result.Sent.Id, result => result.Claimed.Message.Id), now, cancellationToken);
        // Also for one that a status has settled before its answer was written: it is not on its way any more.
        var current = await SendLeases.EpochAsync(db, connectionId, cancellationToken);
        await SendLines.RefreshAsync(
            db,
            group.Where(result => result.Lease.Epoch == current).Select(result =>
            {
                var pace = result.Claimed.Pace.Sent(result.Began, result.Ended);
                var conversation = result.Claimed.Conversation.Id;
                return new LineChange(moved.GetValueOrDefault(conversation, conversation), result.Claimed.Message.Id, pace.NextAt(now), pace);
            }),
            now, cancellationToken);
        return written;
    }

    private static object[] ValuesOf(Result result, DateTimeOffset now)
    {
        var (message, sent) = (result.Claimed.Message, result.Sent);
        var notes = sent.Status is null or "accepted" ? message.Notes : JsonSerializer.Serialize<string[]>([sent.Status]);
        return
        [
            message.Id, result.Lease.Epoch, result.Lease.ConnectionId, sent.Id, (object?)Wamids.TailOf(sent.Id) ?? DBNull.Value, now.UtcDateTime, (object?)notes ?? DBNull.Value,
        ];
    }

    /// <summary>An event that overtook its answer and named nothing but the wamid was taken for somebody else's message.</summary>
    private static async Task ForgetOthersAsync(ThreadwayDb db, Guid connectionId, IReadOnlyList<Result> group, CancellationToken cancellationToken)
    {
        var wamids = group.Select(result => result.Sent.Id).Distinct().ToArray();
        var holders = await db.Messages.AsNoTracking().Where(m => m.ConnectionId == connectionId && m.Wamid != null && EF.Parameter(wamids).Contains(m.Wamid))
            .Select(m => new { m.Id, m.Wamid }).ToListAsync(cancellationToken);
        foreach (var holder in holders.Where(holder => group.Any(result => result.Sent.Id == holder.Wamid && result.Claimed.Message.Id != holder.Id)))
        {
            await db.MessageStatuses.Where(s => s.ConnectionId == connectionId && s.MessageId == holder.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.MessageId, (Guid?)null), cancellationToken);
            await db.Messages.Where(m => m.Id == holder.Id).ExecuteDeleteAsync(cancellationToken);
        }
    }

    /// <summary>The provider names contacts by what counts. Returns in which conversations those are from then on that moved.</summary>
    private async Task<Dictionary<Guid, Guid>> LearnAsync(
        ThreadwayDb db, Guid connectionId, IEnumerable<Result> accepted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var learnt = accepted.Where(result => result.Claimed.Contact is { } contact
                && ((result.Sent.WaId is { Length: > 0 } waId && waId != contact.WaId) || (result.Sent.UserId is { Length: > 0 } user && user != contact.ScopedUserId)))
            .Select(result => (result.Claimed.Conversation.Id, new ContactNames(WaId: result.Sent.WaId, ScopedUserId: result.Sent.UserId))).ToList();
        if (learnt.Count == 0) return [];

        var stand = await contacts.LearnManyAsync(db, connectionId, learnt, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return learnt.Zip(stand).Where(one => one.Second is not null).DistinctBy(one => one.First.Id).ToDictionary(one => one.First.Id, one => one.Second!.Id);
    }

    private sealed record Result(SendLease Lease, ClaimedMessage Claimed, SentMessage Sent, DateTimeOffset Began, DateTimeOffset Ended)
    {
        public TaskCompletionSource<bool> Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
