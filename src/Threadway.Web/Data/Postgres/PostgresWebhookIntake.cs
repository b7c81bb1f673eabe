using Npgsql;
using Threadway.Web.Webhooks;

namespace Threadway.Web.Data.Postgres;

/// <summary>Takes deliveries to PostgreSQL, each group in one round trip. Several groups are under way at once, for the server's disk is far away.</summary>
internal sealed partial class PostgresWebhookIntake(NpgsqlDataSource source, WebhookInbox inbox, TimeProvider time, ILogger<PostgresWebhookIntake> logger)
    : BackgroundService
{
    private const int Writers = 2;

    /// <summary>Sorted, so that two nodes that are given the same keys wait for each other and not both.</summary>
    private const string Insert = """
        WITH incoming AS (
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6) WITH ORDINALITY AS t(id, key, event, lane, received_at, body, n)),
        fresh AS (
            INSERT INTO webhook_keys (key, received_at) SELECT key, received_at FROM incoming ORDER BY key
            ON CONFLICT DO NOTHING RETURNING key)
        INSERT INTO webhook_events (id, idempotency_key, event, lane, received_at, due_at, attempts, body)
        SELECT id, key, event, lane, received_at, received_at, 0, body FROM incoming JOIN fresh USING (key) ORDER BY n
        """;

    private static readonly TimeSpan PauseAfterTrouble = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim arrived = new(0);
    private int asleep;
    private volatile bool failing;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        inbox.Arrived = Wake;
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        arrived.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() => WorkAsync(stoppingToken), CancellationToken.None)));

    private void Wake()
    {
        if (Volatile.Read(ref asleep) > 0 && arrived.CurrentCount < Writers) arrived.Release();
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        var group = new List<Delivery>();
        // What was taken in before the end is stored still: the server has stopped taking more by then.
        while (!cancellationToken.IsCancellationRequested || !inbox.IsEmpty)
        {
            group.Clear();
            inbox.Take(group);
            if (group.Count > 0) await StoreAsync(group, cancellationToken);
            else await SleepAsync(cancellationToken);
        }
    }

    private async Task SleepAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref asleep);
        try
        {
            if (inbox.IsEmpty) await arrived.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
        finally
        {
            Interlocked.Decrement(ref asleep);
        }
    }

    private async Task StoreAsync(List<Delivery> group, CancellationToken cancellationToken)
    {
        try
        {
            await InsertAsync(group);
            inbox.Complete(group, StoreOutcome.Stored);
            if (failing) Log.StoresAgain(logger);
            failing = false;
        }
        catch (Exception e)
        {
            // Whoever waits answers 503, and Kapso delivers again.
            if (!failing) Log.NotStored(logger, e);
            failing = true;
            inbox.Complete(group, StoreOutcome.Failed);
            inbox.FailAll();
            await Task.Delay(PauseAfterTrouble, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task InsertAsync(List<Delivery> group)
    {
        var fresh = group.DistinctBy(delivery => delivery.IdempotencyKey).ToArray();
        await using var insert = source.CreateCommand(Insert);
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(fresh, delivery => Guid.CreateVersion7(delivery.ReceivedAt)) });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(fresh, delivery => delivery.IdempotencyKey) });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(fresh, delivery => delivery.Event) });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(fresh, delivery => delivery.Lane) });
        insert.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = Array.ConvertAll(fresh, delivery => delivery.ReceivedAt.UtcDateTime) });
        insert.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = Array.ConvertAll(fresh, delivery => delivery.Body.ToArray()) });
        await insert.ExecuteNonQueryAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Webhook deliveries cannot be stored; they are answered 503 until they can")]
        public static partial void NotStored(ILogger logger, Exception exception);

        [LoggerMessage(LogLevel.Information, "Webhook deliveries are stored again")]
        public static partial void StoresAgain(ILogger logger);
    }
}
