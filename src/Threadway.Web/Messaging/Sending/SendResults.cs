using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Data;
using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Messaging.Sending;

/// <summary>Writes what came of tries, under the lease that they were claimed under, and lets the contact's next message go.</summary>
internal sealed class SendResults(IGroupWriter writer, ContactBook contacts, TimeProvider time)
{
    private const string Current = "SELECT 1 FROM sender_leases WHERE connection_id = @p2 AND epoch = @p1";

    private const string Accept = $"""
        UPDATE messages SET state = 'Accepted', wamid = @p3, wamid_tail = @p4, accepted_at = @p5, changed_at = @p5, doubt_since = NULL, notes = @p6
        WHERE id = @p0 AND state = 'Sending' AND epoch = @p1 AND EXISTS ({Current}) RETURNING id
        """;

    private const string End = $"""
        UPDATE messages SET state = @p3, failed_at = @p4, changed_at = @p4, doubt_since = NULL,
            failure_code = @p5, failure_title = @p6, failure_detail = @p7, failure_provider_code = @p8, failure_retryable = @p9
        WHERE id = @p0 AND state = 'Sending' AND epoch = @p1 AND EXISTS ({Current}) RETURNING id
        """;

    private const string Requeue = $"""
        UPDATE messages SET state = 'Queued', attempts = attempts - @p3, changed_at = @p4, doubt_since = NULL
        WHERE id = @p0 AND state = 'Sending' AND epoch = @p1 AND EXISTS ({Current}) RETURNING id
        """;

    private const string Doubt = $"""
        UPDATE messages SET doubt_since = @p3, changed_at = @p3
        WHERE id = @p0 AND state = 'Sending' AND epoch = @p1 AND EXISTS ({Current}) RETURNING id
        """;

    /// <param name="began">When the request began; the same as <paramref name="ended"/> where none was made.</param>
    /// <returns>False where the lease is somebody else's by now: nothing was written, and whoever has it settles the message.</returns>
    public Task<bool> WriteAsync(SendLease lease, ClaimedMessage claimed, SendOutcome outcome, DateTimeOffset began, DateTimeOffset ended, CancellationToken cancellationToken) =>
        writer.WriteAsync(lease.ConnectionId, async (db, cancel) =>
        {
            var now = time.GetUtcNow();
            if (outcome is SendOutcome.Accepted) await db.WaitForTurnAsync(ContactBook.Turn(lease.ConnectionId), cancel);
            object[] key = [claimed.Message.Id, lease.Epoch, lease.ConnectionId];
            var (command, values) = outcome switch
            {
                SendOutcome.Accepted accepted => (Accept, await AcceptedAsync(db, claimed, accepted.Sent, now, cancel)),
                SendOutcome.Failed { Failure: var f } => (End, [nameof(MessageState.Failed), now.UtcDateTime, f.Code, f.Title, f.Detail, (object?)f.ProviderCode ?? DBNull.Value, f.IsRetryable]),
                SendOutcome.Expired => (End, [nameof(MessageState.Expired), now.UtcDateTime, DBNull.Value, DBNull.Value, DBNull.Value, DBNull.Value, false]),
                SendOutcome.Again again => (Requeue, [again.Counts ? 0 : 1, now.UtcDateTime]),
                _ => (Doubt, (object[])[now.UtcDateTime]),
            };
            if ((await db.ExecuteManyAsync(command, [[.. key, .. values]], cancel)).Count == 0) return false;

            var conversationId = claimed.Conversation.Id;
            if (outcome is SendOutcome.Accepted { Sent: var sent }) conversationId = await LearnAsync(db, claimed, sent, now, cancel);
            if (outcome is SendOutcome.Failed { Failure: var failure }) await ConcludeAsync(db, claimed, failure, now, cancel);
            // What is in doubt keeps its contact's place.
            if (outcome is SendOutcome.Doubtful) return true;

            var pace = outcome is SendOutcome.Accepted ? claimed.Pace.Sent(began, ended) : claimed.Pace;
            var held = outcome is SendOutcome.Again { Pause: var pause } ? now + pause : DateTimeOffset.UnixEpoch;
            var next = pace.NextAt(now);
            await SendLines.RefreshAsync(db, [new(conversationId, claimed.Message.Id, held > next ? held : next, pace)], now, cancel);
            return true;
        }, cancellationToken);

    private static async Task<object[]> AcceptedAsync(ThreadwayDb db, ClaimedMessage claimed, SentMessage sent, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // An event that overtook this answer and named nothing but the wamid was taken for somebody else's message.
        await db.MessageStatuses.Where(s => s.ConnectionId == claimed.Message.ConnectionId && s.Wamid == sent.Id && s.MessageId != claimed.Message.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.MessageId, (Guid?)null), cancellationToken);
        await db.Messages.Where(m => m.ConnectionId == claimed.Message.ConnectionId && m.Wamid == sent.Id && m.Id != claimed.Message.Id)
            .ExecuteDeleteAsync(cancellationToken);
        var notes = sent.Status is null or "accepted" ? claimed.Message.Notes : JsonSerializer.Serialize<string[]>([sent.Status]);
        return [sent.Id, (object?)Wamids.TailOf(sent.Id) ?? DBNull.Value, now.UtcDateTime, (object?)notes ?? DBNull.Value];
    }

    /// <summary>The provider names the contact by what counts, and statuses may have come before this. Returns the conversation that it is in from then on.</summary>
    private async Task<Guid> LearnAsync(ThreadwayDb db, ClaimedMessage claimed, SentMessage sent, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var conversationId = claimed.Conversation.Id;
        if (claimed.Contact is { } contact && ((sent.WaId is { Length: > 0 } waId && waId != contact.WaId) || (sent.UserId is { Length: > 0 } user && user != contact.ScopedUserId)))
        {
            var stands = await contacts.LearnAsync(db, conversationId, new(WaId: sent.WaId, ScopedUserId: sent.UserId), now, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            conversationId = stands?.Id ?? conversationId;
        }
        await StatusBook.JoinAsync(db, claimed.Message.ConnectionId, new Dictionary<string, Guid> { [sent.Id] = claimed.Message.Id }, now, cancellationToken);
        return conversationId;
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
