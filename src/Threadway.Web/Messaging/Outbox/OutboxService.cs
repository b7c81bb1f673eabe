using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Cluster;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Data;
using Threadway.Web.Messaging.Conversations;
using Threadway.Web.Messaging.Outbox.Drafts;
using Threadway.Web.Messaging.Sending;

namespace Threadway.Web.Messaging.Outbox;

/// <summary>Takes what is to be sent: refuses early what cannot go, and stores the rest before anybody is told that it is taken.</summary>
internal sealed class OutboxService(
    IDbContextFactory<ThreadwayDb> databases, OutboxStore store, WorldCheck world, TemplateCategories categories, QueueEstimate estimate, Senders senders, UserChanges changes,
    TimeProvider time)
{
    private static readonly TimeSpan OfPerson = TimeSpan.FromHours(1), OfProgram = TimeSpan.FromHours(10), OfCode = TimeSpan.FromMinutes(5);

    /// <summary>The user's number; null where it is another's, or nobody's.</summary>
    public async Task<Connection?> FindNumberAsync(Guid userId, string phoneNumberId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Connections.AsNoTracking().Of(userId, phoneNumberId).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>One answer for each call, in order. Those that can go are stored together, whatever becomes of the others.</summary>
    public async Task<IReadOnlyList<OutboxAnswer>> SendAsync(
        MessageWriter writer, Connection connection, IReadOnlyList<OutboxCall> calls, CancellationToken cancellationToken)
    {
        var answers = new OutboxAnswer?[calls.Count];
        var known = await store.FindAsync(writer.UserId, connection, calls, cancellationToken);
        var now = time.GetUtcNow();
        List<(int Index, MessageDraft Draft)> drafts = [];
        for (var i = 0; i < calls.Count; i++)
        {
            if (known[i] is { } before) answers[i] = before;
            else if (DraftReader.TryRead(calls[i].Body, now, out var draft, out var refusal)) drafts.Add((i, draft));
            else answers[i] = OutboxAnswer.Refused(refusal);
        }

        List<(int Index, NewMessage Message)> accepted = [];
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var recipients = await Recipients.LoadAsync(db, connection.Id, drafts.Select(one => one.Draft.To), cancellationToken);
        foreach (var (i, draft) in drafts)
        {
            if (await CheckAsync(connection, calls[i], draft, recipients, cancellationToken) is var (message, refusal) && refusal is not null) answers[i] = OutboxAnswer.Refused(refusal);
            else accepted.Add((i, message!));
        }
        if (accepted.Count > 0)
        {
            var stored = await store.StoreAsync(writer, connection, [.. accepted.Select(one => one.Message)], cancellationToken);
            foreach (var ((index, _), answer) in accepted.Zip(stored)) answers[index] = answer;
            senders.Wake(connection.Id);
            changes.Publish(writer.UserId);
        }
        return answers!;
    }

    /// <summary>Takes back what has not been claimed yet: the message as it is then, and its number. Null where the user has no such message.</summary>
    public async Task<(MessageRow Message, Connection Number)?> CancelAsync(Guid userId, Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var canceled = await db.Messages.Where(m => m.Id == id && m.UserId == userId && m.State == MessageState.Queued).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.State, MessageState.Canceled).SetProperty(m => m.ChangedAt, now), cancellationToken);
        if (canceled > 0) changes.Publish(userId);
        var found = await db.Messages.AsNoTracking().Where(m => m.Id == id && m.UserId == userId)
            .Join(db.Connections, m => m.ConnectionId, c => c.Id, (m, c) => new { Message = m, Number = c }).FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : (found.Message, found.Number);
    }

    private async Task<(NewMessage? Message, MessageRefusal? Refusal)> CheckAsync(
        Connection connection, OutboxCall call, MessageDraft draft, Recipients recipients, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (connection.Status != ConnectionStatus.Connected) return (null, NotConnected(connection));
        if (connection.DisconnectBy is not null || connection.DisconnectRequestedAt is not null)
            return (null, new MessageRefusal(StatusCodes.Status409Conflict, "connection_disconnecting", null, "This number is being disconnected, and takes no more messages."));
        if (await world.CheckAsync(connection, draft, cancellationToken) is { } forbidden) return (null, forbidden);

        var category = await categories.FindAsync(connection.BusinessAccountId, draft.Type, draft.Content, cancellationToken);
        var (contact, conversation) = recipients.Find(draft.To);
        if (category == TemplateCategory.Marketing && contact is { MarketingStopped: true }) return (null, Forbidden(SendFailures.MarketingStopped(), "to"));
        if (draft is { Type: not "template", OverrideWindow: false, To.GroupId: null } && (conversation is null || !CustomerWindow.IsOpen(conversation, now)))
            return (null, Forbidden(SendFailures.WindowClosed(), "type"));

        var priority = draft.Priority ?? call.Usual;
        var readyAt = draft.SendAt > now ? draft.SendAt.Value : now;
        var timeToLive = draft.TimeToLive ?? (category == TemplateCategory.Authentication ? OfCode : call.Usual == MessagePriority.Interactive ? OfPerson : OfProgram);
        if (readyAt == now && await estimate.WaitAsync(connection, priority, timeToLive, cancellationToken) is { } wait && wait > timeToLive)
        {
            return (null, new MessageRefusal(StatusCodes.Status429TooManyRequests, "queue_full", "timeToLive",
                $"The queue is so long that this message would wait about {(int)wait.TotalSeconds} seconds, and it may wait {(int)timeToLive.TotalSeconds}. Send it later, or let it wait longer.",
                wait - timeToLive));
        }
        return (new(call, draft, priority, readyAt, readyAt + timeToLive, now), null);
    }

    private static MessageRefusal NotConnected(Connection connection) => new MessageRefusal(StatusCodes.Status409Conflict, "number_not_connected", null, connection.Status switch
    {
        ConnectionStatus.NeedsReconnect => "This number has to be reconnected before it can send.",
        _ => "This number is disconnected. Connect it again before it can send.",
    });

    private static MessageRefusal Forbidden(SendFailure failure, string path) =>
        new MessageRefusal(StatusCodes.Status422UnprocessableEntity, failure.Code, path, $"{failure.Title} {failure.Detail}");
}
