using Threadway.Web.Webhooks;

namespace Threadway.Web.Data.Sqlite;

/// <summary>Stored events on SQLite: all of their writes go through the one writer.</summary>
internal sealed partial class SqliteWebhookStore(SqliteWriter writer, SqliteClaims claims, WebhookInbox inbox, TimeProvider time, ILogger<SqliteWebhookStore> logger)
    : IWebhookStore, ISqliteIntake, IHostedService
{
    private const int KeysWithEach = 2;
    private const int EventSlice = 500;
    private const int KeySlice = 2000;

    private const string Finish = """
        UPDATE webhook_events SET processed_at = ?, due_at = ?, attempts = ?, last_error = ? WHERE sequence = ? AND due_at IS NOT NULL
        """;

    private readonly SqliteKeys keys = new();
    private readonly List<Delivery> group = [];
    private bool failing;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        inbox.Arrived = writer.Wake;
        writer.Start(this);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.Run(writer.Stop, cancellationToken);

    public Task<IReadOnlyList<ClaimedEvent>> ClaimAsync(
        string node, int most, IReadOnlyCollection<string> lanesApart, LaneShare share, CancellationToken cancellationToken) =>
        Task.Run(() => claims.Take(node, most, lanesApart, time.GetUtcNow()), cancellationToken);

    /// <summary>Nobody else would take them, and they end with the process.</summary>
    public Task KeepAsync(string node, IReadOnlyCollection<long> inHand, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task ReleaseAsync(IReadOnlyCollection<string> nodes, CancellationToken cancellationToken)
    {
        claims.LetGo(nodes);
        return Task.CompletedTask;
    }

    public async Task<IReadOnlySet<long>> FinishAsync(
        string node, IReadOnlyList<EventResult> results, Func<ThreadwayDb, IReadOnlySet<long>, Task>? changes, CancellationToken cancellationToken)
    {
        var finished = await writer.RunAsync(db =>
        {
            var standing = new HashSet<long>(results.Count);
            foreach (var result in results.Where(result => claims.Has(node, result.Sequence)))
            {
                var changed = db[Finish].Bind(result.ProcessedAt).Bind(result.DueAt).Bind(result.Attempts).Bind(result.Error).Bind(result.Sequence).Run();
                if (changed > 0) standing.Add(result.Sequence);
            }
            // SQLite answers on the spot: on this thread nothing is waited for.
            if (changes is not null && standing.Count > 0) db.WithContext(context => changes(context, standing).GetAwaiter().GetResult());
            return standing;
        });
        foreach (var result in results.Where(result => !result.KeepsClaim && claims.Has(node, result.Sequence))) claims.LetGo(result.Sequence);
        return finished;
    }

    public Task<long?> DropEventsAsync(long after, DateTimeOffset handledBefore, CancellationToken cancellationToken) => writer.RunAsync<long?>(db =>
    {
        // What stands in no key's row yet is what knows the key.
        var rows = db["""
            SELECT sequence, received_at FROM webhook_events
            WHERE sequence > ? AND sequence <= (SELECT through FROM webhook_keys_settled) ORDER BY sequence LIMIT ?
            """].Bind(after).Bind(EventSlice);
        (long Sequence, bool IsOld)? last = null;
        while (rows.Step()) last = (rows.Number(0), rows.Time(1) < handledBefore);
        if (last is not { } end) return null;

        db["DELETE FROM webhook_events WHERE sequence > ? AND sequence <= ? AND processed_at < ?"].Bind(after).Bind(end.Sequence).Bind(handledBefore).Run();
        // All that comes after it came later still.
        return end.IsOld ? end.Sequence : null;
    });

    public Task<string?> DropKeysAsync(string after, DateTimeOffset receivedBefore, CancellationToken cancellationToken) => writer.RunAsync<string?>(db =>
    {
        var page = db["SELECT max(key) FROM (SELECT key FROM webhook_keys WHERE key > ? ORDER BY key LIMIT ?)"].Bind(after).Bind(KeySlice);
        string? last = null;
        while (page.Step()) last = page.IsNull(0) ? null : page.Text(0);
        if (last is not null) db["DELETE FROM webhook_keys WHERE key > ? AND key <= ? AND received_at < ?"].Bind(after).Bind(last).Bind(receivedBefore).Run();
        return last;
    });

    public bool IsTrouble(Exception exception) => SqliteTrouble.Is(exception);

    void ISqliteIntake.Load(SqliteWriterConnection db) => keys.Load(db);

    bool ISqliteIntake.TryTake()
    {
        group.Clear();
        inbox.Take(group);
        return group.Count > 0;
    }

    void ISqliteIntake.Write(SqliteWriterConnection db)
    {
        keys.Settle(db, KeysWithEach * group.Count, inAnyCase: false);
        var insert = db["""
            INSERT INTO webhook_events (id, idempotency_key, event, lane, received_at, due_at, attempts, body) VALUES (?1, ?2, ?3, ?4, ?5, ?5, 0, ?6)
            """];
        foreach (var delivery in group)
        {
            if (!keys.TryAdd(db, delivery.IdempotencyKey, delivery.ReceivedAt)) continue;

            insert.Bind(Guid.CreateVersion7(delivery.ReceivedAt)).Bind(delivery.IdempotencyKey).Bind(delivery.Event).Bind(delivery.Lane)
                .Bind(delivery.ReceivedAt).Bind(delivery.Body.Span).Run();
            keys.Stored(db.LastRow);
        }
    }

    void ISqliteIntake.Stored()
    {
        keys.Committed();
        inbox.Complete(group, StoreOutcome.Stored);
        if (failing) Log.StoresAgain(logger);
        failing = false;
    }

    /// <summary>Whoever waits answers 503, and Kapso delivers again.</summary>
    void ISqliteIntake.Failed(Exception because)
    {
        keys.RolledBack();
        if (!failing) Log.NotStored(logger, because);
        failing = true;
        inbox.Complete(group, StoreOutcome.Failed);
        inbox.FailAll();
    }

    void ISqliteIntake.Tidy()
    {
        while (keys.AnyHeld && inbox.IsEmpty)
        {
            try
            {
                writer.InTransaction(keys.Settle);
                keys.Committed();
            }
            catch (Exception e)
            {
                // They are in memory still, and on disk with their events.
                keys.RolledBack();
                Log.KeysNotSettled(logger, e);
                return;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Webhook deliveries cannot be stored; they are answered 503 until they can")]
        public static partial void NotStored(ILogger logger, Exception exception);

        [LoggerMessage(LogLevel.Information, "Webhook deliveries are stored again")]
        public static partial void StoresAgain(ILogger logger);

        [LoggerMessage(LogLevel.Warning, "Idempotency keys of webhook deliveries could not be put in order; it is tried again")]
        public static partial void KeysNotSettled(ILogger logger, Exception exception);
    }
}
