using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Data;
using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Messaging.Sending;

/// <summary>Writes what came of tries, under the lease that they were claimed under, and lets the contact's next message go.</summary>
internal sealed class SendResults(AcceptedResults accepted, IGroupWriter writer, TimeProvider time)
{
    private const string End = $"""
        UPDATE messages SET state = @p3, failed_at = @p4, changed_at = @p4, doubt_since = NULL,
            failure_code = @p5, failure_title = @p6, failure_detail = @p7, failure_provider_code = @p8, failure_retryable = @p9
        WHERE id = @p0 AND state = 'Sending' AND epoch = @p1 AND {SendLeases.IsCurrent} RETURNING id
        """;

    private const string Requeue = $"""
        UPDATE messages SET state = 'Queued', attempts = attempts - @p3, changed_at = @p4, doubt_since = NULL
        WHERE id = @p0 AND state = 'Sending' AND epoch = @p1 AND {SendLeases.IsCurrent} RETURNING id
        """;

    private const string Doubt = $"""
        UPDATE messages SET doubt_since = @p3, changed_at = @p3
        WHERE id = @p0 AND state = 'Sending' AND epoch = @p1 AND {SendLeases.IsCurrent} RETURNING id
        """;

    /// <param name="began">When the request began; the same as <paramref name="ended"/> where none was made.</param>
    /// <returns>False where the lease is somebody else's by now: nothing was written, and whoever has it settles the message.</returns>
    public Task<bool> WriteAsync(SendLease lease, ClaimedMessage claimed, SendOutcome outcome, DateTimeOffset began, DateTimeOffset ended, CancellationToken cancellationToken) =>
        outcome is SendOutcome.Accepted { Sent: var sent }
            ? accepted.WriteAsync(lease, claimed, sent, began, ended).WaitAsync(cancellationToken)
            : WriteAsync(lease, claimed, outcome, cancellationToken);

    private Task<bool> WriteAsync(SendLease lease, ClaimedMessage claimed, SendOutcome outcome, CancellationToken cancellationToken) =>
        writer.WriteAsync(lease.ConnectionId, async (db, cancel) =>
        {
            var now = time.GetUtcNow();
            object[] key = [claimed.Message.Id, lease.Epoch, lease.ConnectionId];
            var (command, values) = outcome switch
            {
                SendOutcome.Failed { Failure: var f } => (End, [nameof(MessageState.Failed), now.UtcDateTime, f.Code, f.Title, f.Detail, (object?)f.ProviderCode ?? DBNull.Value, f.IsRetryable]),
                SendOutcome.Expired => (End, [nameof(MessageState.Expired), now.UtcDateTime, DBNull.Value, DBNull.Value, DBNull.Value, DBNull.Value, false]),
                SendOutcome.Again again => (Requeue, [again.Counts ? 0 : 1, now.UtcDateTime]),
                _ => (Doubt, (object[])[now.UtcDateTime]),
            };
            if ((await db.ExecuteManyAsync(command, [[.. key, .. values]], cancel)).Count == 0) return await LeaveAsync(db, lease, claimed, now, cancel);

            if (outcome is SendOutcome.Failed { Failure: var failure }) await ConcludeAsync(db, claimed, failure, now, cancel);
            // What is in doubt keeps its contact's place.
            if (outcome is SendOutcome.Doubtful) return true;

            var held = outcome is SendOutcome.Again { Pause: var pause } ? now + pause : DateTimeOffset.UnixEpoch;
            var next = claimed.Pace.NextAt(now);
            await SendLines.RefreshAsync(db, [new(claimed.Conversation.Id, claimed.Message.Id, held > next ? held : next, claimed.Pace)], now, cancel);
            return true;
        }, cancellationToken);

    /// <summary>Where a status has settled the message before, it is not on its way any more; under another's lease it is theirs to find out.</summary>
    private static async Task<bool> LeaveAsync(ThreadwayDb db, SendLease lease, ClaimedMessage claimed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await SendLeases.EpochAsync(db, lease.ConnectionId, cancellationToken) != lease.Epoch) return false;

        var pace = claimed.Pace.Sent(now, now);
        await SendLines.RefreshAsync(db, [new(claimed.Conversation.Id, claimed.Message.Id, pace.NextAt(now), pace)], now, cancellationToken);
        return false;
    }

    private static async Task ConcludeAsync(ThreadwayDb db, ClaimedMessage claimed, SendFailure failure, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (failure is { Class: KapsoErrorClass.Template, ProviderCode: not null })
        {
            // In whole seconds, as WhatsApp tells when somebody wrote: what is written after it opens the window.
            var second = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
            await db.Conversations.Where(c => c.Id == claimed.Conversation.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.WindowClosedAt, second).SetProperty(c => c.ChangedAt, now), cancellationToken);
        }
        if (failure is { Code: "marketing_stopped", ProviderCode: not null } && claimed.Contact is { } contact)
        {
            await db.Contacts.Where(c => c.Id == contact.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.MarketingStopped, true).SetProperty(c => c.MarketingAt, now), cancellationToken);
        }
    }
}
