using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Threadway.Web.Webhooks;

namespace Threadway.Web.Data.Postgres;

/// <summary>
/// Stored events on PostgreSQL, for any number of nodes. One node claims at a time, so that no two can come to hold events of one
/// lane; how long a claim stands is told by the server's clock, which is everybody's.
/// </summary>
internal sealed class PostgresWebhookStore(NpgsqlDataSource source, TimeProvider time) : IWebhookStore
{
    /// <summary>Any number does that nobody else in the database takes a lock by.</summary>
    private const long ClaimLock = 8_463_291_176;

    private const int EventSlice = 500;
    private const int KeySlice = 2000;

    private const string Renew = "UPDATE webhook_events SET claimed_until = now() + $2 WHERE claimed_by = $1 AND sequence = ANY ($3)";

    private const string LetGoOfWhatIsOver = """
        UPDATE webhook_events SET claimed_by = NULL, claimed_until = NULL
        WHERE sequence IN (SELECT sequence FROM webhook_events WHERE claimed_by IS NOT NULL AND claimed_until < now() FOR UPDATE SKIP LOCKED)
        """;

    /// <summary>So many of the oldest are looked at: behind a backlog of lanes that others are at work in, nobody reads all of it.</summary>
    private const int Window = 4000;

    /// <summary>A table that is written this fast is never what its statistics say: all that is looked for here has its index.</summary>
    private static readonly string ByIndex =
        string.Join(", ", from way in (string[])["seqscan", "bitmapscan", "hashjoin", "mergejoin"] select $"set_config('enable_{way}', 'off', true)");

    private static readonly string TakeTurn = $"SELECT {ByIndex}, pg_advisory_xact_lock({ClaimLock})";

    private const string Claim = """
        WITH others AS MATERIALIZED (SELECT DISTINCT lane FROM webhook_events WHERE claimed_by IS NOT NULL AND claimed_by <> $1),
        fresh AS MATERIALIZED (
            SELECT sequence, lane FROM webhook_events
            WHERE due_at IS NOT NULL AND claimed_by IS NULL AND attempts = 0 ORDER BY sequence LIMIT $6),
        again AS MATERIALIZED (
            SELECT sequence, lane, due_at FROM webhook_events
            WHERE due_at <= $5 AND claimed_by IS NULL AND attempts > 0 ORDER BY due_at LIMIT $6),
        next AS (
            (SELECT sequence FROM fresh
             WHERE (hashtext(lane) & 2147483647) % $8 = $7 AND lane <> ALL ($3) AND lane NOT IN (SELECT lane FROM others)
             ORDER BY sequence LIMIT $4)
            UNION ALL
            (SELECT sequence FROM again
             WHERE (hashtext(lane) & 2147483647) % $8 = $7 AND lane <> ALL ($3) AND lane NOT IN (SELECT lane FROM others)
             ORDER BY due_at LIMIT $4))
        UPDATE webhook_events e SET claimed_by = $1, claimed_until = now() + $2 FROM next WHERE e.sequence = next.sequence
        RETURNING e.sequence, e.id, e.event, e.lane, e.received_at, e.attempts, e.last_error, e.body
        """;

    private const string Finish = """
        UPDATE webhook_events e
        SET processed_at = r.processed_at, due_at = r.due_at, attempts = r.attempts, last_error = r.error,
            claimed_by = CASE WHEN r.keeps THEN $1 END, claimed_until = CASE WHEN r.keeps THEN now() + $2 END
        FROM unnest($3, $4, $5, $6, $7, $8) AS r(sequence, processed_at, due_at, attempts, error, keeps)
        WHERE e.sequence = r.sequence AND e.claimed_by = $1
        RETURNING e.sequence
        """;

    private const string DropEvents = """
        WITH walk AS (SELECT sequence, received_at, processed_at FROM webhook_events WHERE sequence > $1 ORDER BY sequence LIMIT $2),
        gone AS (DELETE FROM webhook_events WHERE sequence IN (SELECT sequence FROM walk WHERE processed_at < $3))
        SELECT sequence FROM walk WHERE received_at < $3 AND sequence = (SELECT max(sequence) FROM walk)
        """;

    private const string DropKeys = """
        WITH walk AS (SELECT key, received_at FROM webhook_keys WHERE key > $1 ORDER BY key LIMIT $2),
        gone AS (DELETE FROM webhook_keys WHERE key IN (SELECT key FROM walk WHERE received_at < $3))
        SELECT max(key) FROM walk
        """;

    /// <summary>The last look found as many as it might take, or nearly: the next need not look far.</summary>
    private volatile bool foundEnough;

    public async Task<IReadOnlyList<ClaimedEvent>> ClaimAsync(
        string node, int most, IReadOnlyCollection<string> lanesApart, LaneShare share, CancellationToken cancellationToken)
    {
        var own = await ClaimShareAsync(node, most, lanesApart, share, cancellationToken);
        // A node that has nothing of its own to do helps the others.
        return own.Count > 0 || share.Of == 1 ? own : await ClaimShareAsync(node, most, lanesApart, LaneShare.All, cancellationToken);
    }

    private async Task<List<ClaimedEvent>> ClaimShareAsync(
        string node, int most, IReadOnlyCollection<string> lanesApart, LaneShare share, CancellationToken cancellationToken)
    {
        var window = foundEnough ? Math.Min(Window, 2 * most * share.Of) : Window;
        // One round trip, and one transaction without a word of it: the lock is never held while this node is busy with something else.
        // Each statement sees what was committed when it began: the second, when whoever claimed before was done.
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new(TakeTurn));
        batch.BatchCommands.Add(Command(
            Claim, node, WebhookClaims.Length, lanesApart.ToArray(), most, time.GetUtcNow().UtcDateTime, window, share.Index, share.Of));
        var claimed = new List<ClaimedEvent>();
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        await rows.NextResultAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            claimed.Add(new(
                rows.GetInt64(0), rows.GetGuid(1), rows.GetString(2), rows.GetString(3), rows.GetFieldValue<DateTimeOffset>(4), rows.GetInt32(5),
                rows.IsDBNull(6) ? null : rows.GetString(6), rows.GetFieldValue<byte[]>(7)));
        }
        claimed.Sort((one, other) => one.Sequence.CompareTo(other.Sequence));
        foundEnough = claimed.Count > most / 2;
        return claimed;
    }

    public async Task KeepAsync(string node, IReadOnlyCollection<long> inHand, CancellationToken cancellationToken)
    {
        await RunAsync(Renew, cancellationToken, node, WebhookClaims.Length, inHand.ToArray());
        await RunAsync(LetGoOfWhatIsOver, cancellationToken);
    }

    public Task ReleaseAsync(IReadOnlyCollection<string> nodes, CancellationToken cancellationToken) =>
        RunAsync("UPDATE webhook_events SET claimed_by = NULL, claimed_until = NULL WHERE claimed_by = ANY ($1)", cancellationToken, (object)nodes.ToArray());

    public async Task<IReadOnlySet<long>> FinishAsync(
        string node, IReadOnlyList<EventResult> results, Func<ThreadwayDb, IReadOnlySet<long>, Task>? changes, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var standing = new HashSet<long>(results.Count);
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            batch.BatchCommands.Add(new($"SELECT {ByIndex}"));
            batch.BatchCommands.Add(Command(
                Finish, node, WebhookClaims.Length,
                results.Select(r => r.Sequence).ToArray(),
                results.Select(r => r.ProcessedAt?.UtcDateTime).ToArray(),
                results.Select(r => r.DueAt?.UtcDateTime).ToArray(),
                results.Select(r => r.Attempts).ToArray(),
                results.Select(r => r.Error).ToArray(),
                results.Select(r => r.KeepsClaim).ToArray()));
            await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
            await rows.NextResultAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken)) standing.Add(rows.GetInt64(0));
        }
        if (changes is not null && standing.Count > 0)
        {
            await using var context = new PostgresDb(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(connection).UseSnakeCaseNamingConvention().Options);
            await context.Database.UseTransactionAsync(transaction, cancellationToken);
            await changes(context, standing);
        }
        await transaction.CommitAsync(cancellationToken);
        return standing;
    }

    public async Task<long?> DropEventsAsync(long after, DateTimeOffset handledBefore, CancellationToken cancellationToken) =>
        await ScalarAsync(DropEvents, cancellationToken, after, EventSlice, handledBefore.UtcDateTime) as long?;

    public async Task<string?> DropKeysAsync(string after, DateTimeOffset receivedBefore, CancellationToken cancellationToken) =>
        await ScalarAsync(DropKeys, cancellationToken, after, KeySlice, receivedBefore.UtcDateTime) as string;

    public bool IsTrouble(Exception exception) => PostgresTrouble.Is(exception);

    private async Task RunAsync(string text, CancellationToken cancellationToken, params object[] values)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new($"SELECT {ByIndex}"));
        batch.BatchCommands.Add(Command(text, values));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<object?> ScalarAsync(string text, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = source.CreateCommand(text);
        command.Parameters.AddRange(Parameters(values));
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private static NpgsqlBatchCommand Command(string text, params object[] values)
    {
        var command = new NpgsqlBatchCommand(text);
        command.Parameters.AddRange(Parameters(values));
        return command;
    }

    private static NpgsqlParameter[] Parameters(params object[] values) => Array.ConvertAll(values, value => value switch
    {
        DateTime instant => new NpgsqlParameter { Value = instant, NpgsqlDbType = NpgsqlDbType.TimestampTz },
        DateTime?[] instants => new NpgsqlParameter { Value = instants, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
        string?[] texts => new NpgsqlParameter { Value = texts, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
        _ => new NpgsqlParameter { Value = value },
    });
}
