using Microsoft.EntityFrameworkCore;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Data;
using Threadway.Web.Messaging.Conversations;
using Threadway.Web.Messaging.Sending;

namespace Threadway.Web.Messaging.Outbox;

/// <summary>A message that may be stored.</summary>
internal sealed record NewMessage(
    OutboxCall Call, MessageDraft Draft, MessagePriority Priority, DateTimeOffset ReadyAt, DateTimeOffset ExpiresAt, DateTimeOffset CreatedAt);

/// <summary>Stores messages with their place in the queue and the keys that make a repeated call known, in one transaction.</summary>
internal sealed class OutboxStore(IDbContextFactory<ThreadwayDb> databases, IGroupWriter groups, ContactBook contacts)
{
    /// <summary>PostgreSQL keeps microseconds: of a batch each is a little later than the one before, which keeps them in order.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMicroseconds(1);

    /// <summary>Prepared once for all of a batch: a context makes and prepares each row's by itself, for which everybody who writes would wait.</summary>
    private const string Insert = """
        INSERT INTO messages (
            id, user_id, connection_id, conversation_id, author, api_key_id, type, content, reply_to, state, failure_retryable, at, created_at, changed_at,
            "to", priority, send_at, ready_at, expires_at, override_window, in_place_of, attempts, epoch)
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, FALSE, @p10, @p10, @p10, @p11, @p12, @p13, @p14, @p15, @p16, @p17, 0, 0)
        """;

    /// <summary>For each call what an earlier one with its key came to; null where there was none.</summary>
    public async Task<IReadOnlyList<OutboxAnswer?>> FindAsync(
        Guid userId, Connection connection, IReadOnlyList<OutboxCall> calls, CancellationToken cancellationToken)
    {
        if (calls.All(call => call.IdempotencyKey is null)) return new OutboxAnswer?[calls.Count];

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var known = await ReadKeysAsync(db, userId, calls, cancellationToken);
        return [.. calls.Select(call => Replay(call, connection, known))];
    }

    public async Task<IReadOnlyList<OutboxAnswer>> StoreAsync(
        MessageWriter writer, Connection connection, IReadOnlyList<NewMessage> messages, CancellationToken cancellationToken)
    {
        try
        {
            return await groups.WriteAsync(connection.Id, (db, cancel) => WriteAsync(db, writer, connection, messages, cancel), cancellationToken);
        }
        catch (DbUpdateException e) when (e.IsConflict())
        {
            // The same key for another of the user's numbers, in the same moment: it is there now.
            return await groups.WriteAsync(connection.Id, (db, cancel) => WriteAsync(db, writer, connection, messages, cancel), cancellationToken);
        }
    }

    private async Task<IReadOnlyList<OutboxAnswer>> WriteAsync(
        ThreadwayDb db, MessageWriter writer, Connection connection, IReadOnlyList<NewMessage> messages, CancellationToken cancellationToken)
    {
        await db.WaitForTurnAsync(ContactBook.Turn(connection.Id), cancellationToken);
        var known = await ReadKeysAsync(db, writer.UserId, [.. messages.Select(message => message.Call)], cancellationToken);
        var now = messages.Max(message => message.CreatedAt);
        var fresh = messages.Where(message => message.Call.IdempotencyKey is not { } key || !known.ContainsKey(key)).ToList();
        var conversations = await contacts.OpenAsync(
            db, connection.UserId, connection.Id, [.. fresh.Select(message => Recipients.NamesOf(message.Draft.To))], now, cancellationToken);

        var answers = new Dictionary<NewMessage, OutboxAnswer>(ReferenceEqualityComparer.Instance);
        List<MessageRow> rows = [];
        foreach (var (message, conversation) in fresh.Zip(conversations))
        {
            // Twice in one batch is the same as twice.
            if (message.Call.IdempotencyKey is { } key && known.ContainsKey(key)) continue;
            var row = RowOf(message, writer, connection, conversation, rows.Count * Tick);
            rows.Add(row);
            if (message.Call.IdempotencyKey is { } own) known[own] = Remember(db, own, message, writer, connection, row);
            if (row.CreatedAt >= conversation.LastMessageAt) (conversation.LastMessageId, conversation.LastMessageAt) = (row.Id, row.CreatedAt);
            conversation.ChangedAt = row.CreatedAt;
            answers[message] = new(row, null);
        }
        await db.SaveChangesAsync(cancellationToken);
        await db.ExecuteManyAsync(Insert, rows.Select(ValuesOf), cancellationToken);
        await SendLines.EnqueueAsync(db, rows, now, cancellationToken);
        return [.. messages.Select(message => answers.TryGetValue(message, out var stored) ? stored : Replay(message.Call, connection, known)!)];
    }

    private static MessageRow RowOf(NewMessage message, MessageWriter writer, Connection connection, ConversationRow conversation, TimeSpan later) => new()
    {
        Id = Guid.CreateVersion7(message.CreatedAt),
        UserId = connection.UserId,
        ConnectionId = connection.Id,
        ConversationId = conversation.Id,
        Author = MessageAuthor.Product,
        ApiKeyId = writer.ApiKeyId,
        Type = message.Draft.Type,
        Content = message.Draft.Content.GetRawText(),
        ReplyTo = message.Draft.ReplyTo,
        State = MessageState.Queued,
        At = Kept(message.CreatedAt) + later,
        CreatedAt = Kept(message.CreatedAt) + later,
        ChangedAt = Kept(message.CreatedAt) + later,
        To = message.Draft.To.Typed,
        Priority = message.Priority,
        SendAt = message.Draft.SendAt is { } sendAt ? Kept(sendAt) : null,
        ReadyAt = Kept(message.ReadyAt) + later,
        ExpiresAt = Kept(message.ExpiresAt),
        OverrideWindow = message.Draft.OverrideWindow,
        InPlaceOf = message.Call.InPlaceOf,
    };

    /// <summary>As finely as every engine keeps it: the first answer is the same when it is given again.</summary>
    private static DateTimeOffset Kept(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));

    private static object[] ValuesOf(MessageRow row) =>
    [
        row.Id, row.UserId, row.ConnectionId, row.ConversationId, row.Author.ToString(), OrNull(row.ApiKeyId), row.Type, row.Content, OrNull(Storable(row.ReplyTo)), row.State.ToString(),
        row.CreatedAt.UtcDateTime, OrNull(row.To), (int)row.Priority, OrNull(row.SendAt?.UtcDateTime), row.ReadyAt.UtcDateTime, OrNull(row.ExpiresAt?.UtcDateTime),
        row.OverrideWindow, OrNull(row.InPlaceOf),
    ];

    /// <summary>As the context would write it: PostgreSQL takes no NUL. Content is JSON, which has none, and whom it is for was read letter by letter.</summary>
    private static string? Storable(string? text) => text?.Replace('\0', '\ufffd');

    private static object OrNull(object? value) => value ?? DBNull.Value;

    private static (string, MessageRow) Remember(ThreadwayDb db, string key, NewMessage message, MessageWriter writer, Connection connection, MessageRow row)
    {
        var fingerprint = message.Call.Fingerprint(connection.PhoneNumberId);
        db.IdempotencyKeys.Add(new() { UserId = writer.UserId, Key = key, Fingerprint = fingerprint, MessageId = row.Id, CreatedAt = message.CreatedAt });
        return (fingerprint, row);
    }

    private static async Task<Dictionary<string, (string Fingerprint, MessageRow Message)>> ReadKeysAsync(
        ThreadwayDb db, Guid userId, IReadOnlyList<OutboxCall> calls, CancellationToken cancellationToken)
    {
        var keys = calls.Select(call => call.IdempotencyKey).OfType<string>().Distinct().ToArray();
        if (keys.Length == 0) return [];
        return await db.IdempotencyKeys.AsNoTracking().Where(k => k.UserId == userId && keys.Contains(k.Key))
            .Join(db.Messages.AsNoTracking(), k => k.MessageId, m => m.Id, (k, m) => new { k.Key, k.Fingerprint, Message = m })
            .ToDictionaryAsync(k => k.Key, k => (k.Fingerprint, k.Message), cancellationToken);
    }

    private static OutboxAnswer? Replay(OutboxCall call, Connection connection, Dictionary<string, (string Fingerprint, MessageRow Message)> known)
    {
        if (call.IdempotencyKey is not { } key || !known.TryGetValue(key, out var before)) return null;
        return before.Fingerprint == call.Fingerprint(connection.PhoneNumberId)
            ? new(AsItWas(before.Message), null, Replayed: true)
            : OutboxAnswer.Refused(new MessageRefusal(
                StatusCodes.Status422UnprocessableEntity, "idempotency_key_reused", "Idempotency-Key",
                "This key was used for another message, or for another number. Give each message a key of its own."));
    }

    /// <summary>The first answer again: the message as it was when it was taken, whatever became of it since.</summary>
    private static MessageRow AsItWas(MessageRow row) => new()
    {
        Id = row.Id,
        UserId = row.UserId,
        ConnectionId = row.ConnectionId,
        ConversationId = row.ConversationId,
        Author = row.Author,
        ApiKeyId = row.ApiKeyId,
        Type = row.Type,
        Content = row.Content,
        ReplyTo = row.ReplyTo,
        State = MessageState.Queued,
        At = row.CreatedAt,
        CreatedAt = row.CreatedAt,
        ChangedAt = row.CreatedAt,
        To = row.To,
        Priority = row.Priority,
        SendAt = row.SendAt,
        ReadyAt = row.ReadyAt,
        ExpiresAt = row.ExpiresAt,
        InPlaceOf = row.InPlaceOf,
    };
}
