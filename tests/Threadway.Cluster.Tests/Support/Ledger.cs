using System.Diagnostics;
using Npgsql;

namespace Threadway.Cluster.Tests.Support;

/// <summary>
/// What the database saw: it writes down by itself each time that an event becomes handled, so that what is handled twice is seen
/// however quickly the second hides the first.
/// </summary>
internal sealed class Ledger : IAsyncDisposable
{
    private const string Trigger =
        """
        CREATE TABLE handlings (idempotency_key text NOT NULL, sequence bigint NOT NULL, node text);
        CREATE INDEX ON handlings (sequence);
        CREATE FUNCTION write_down() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN INSERT INTO handlings VALUES (NEW.idempotency_key, NEW.sequence, OLD.claimed_by); RETURN NULL; END $$;
        CREATE TRIGGER write_down AFTER UPDATE ON webhook_events FOR EACH ROW
          WHEN (NEW.processed_at IS NOT NULL AND NEW.processed_at IS DISTINCT FROM OLD.processed_at) EXECUTE FUNCTION write_down();
        """;

    private readonly NpgsqlDataSource database;

    private Ledger(NpgsqlDataSource database) => this.database = database;

    public static async Task<Ledger> OpenAsync(string connectionString)
    {
        var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(Trigger);
        await command.ExecuteNonQueryAsync();
        return new(database);
    }

    /// <summary>Of these, the ones that were never handled, or not exactly once.</summary>
    private async Task<IReadOnlyList<string>> NotHandledOnceAsync(IReadOnlyCollection<string> keys) =>
        await ListAsync<string>(
            """
            SELECT key || ': ' || count(h.sequence) FROM unnest($1) AS key LEFT JOIN handlings h ON h.idempotency_key = key
            GROUP BY key HAVING count(h.sequence) <> 1
            """,
            (object)keys.ToArray());

    /// <summary>Waits until each of these is handled, exactly once.</summary>
    /// <param name="since">From when on it is measured, by <see cref="Stopwatch"/>; from now on where it is null.</param>
    public Task<Measured> HandlesAllAsync(IReadOnlyCollection<string> keys, long? since = null) => Measured.UntilAsync(
        since ?? Stopwatch.GetTimestamp(),
        async () => (await NotHandledOnceAsync(keys)).Count == 0,
        async () => $"each event that was answered 200 is handled once; how often these were: {string.Join(", ", await NotHandledOnceAsync(keys))}");

    /// <summary>What the node of this name has claimed and not handled.</summary>
    public Task<IReadOnlyList<long>> HeldByAsync(string name) =>
        ListAsync<long>("SELECT sequence FROM webhook_events WHERE claimed_by = $1 AND processed_at IS NULL", name);

    /// <summary>For each of these that was handled: whether it was by the node of this name.</summary>
    public Task<IReadOnlyList<bool>> WereHandledByAsync(string name, IReadOnlyList<long> sequences) =>
        ListAsync<bool>("SELECT node IS NOT DISTINCT FROM $1 FROM handlings WHERE sequence = ANY ($2)", name, sequences.ToArray());

    /// <summary>The name under which the process that runs at this place just now is known to the others.</summary>
    public async Task<string> NameOfAsync(Node node) =>
        (await ListAsync<string>("SELECT siloname FROM orleansmembershiptable WHERE port = $1 ORDER BY generation DESC LIMIT 1", node.SiloPort))[0];

    /// <summary>Numbers whose last event is not the latest that was received for them.</summary>
    public Task<IReadOnlyList<string>> NumbersBehindAsync() =>
        ListAsync<string>(
            """
            SELECT c.phone_number_id FROM connections c
            WHERE c.last_event_at IS DISTINCT FROM (SELECT max(e.received_at) FROM webhook_events e WHERE e.lane = c.phone_number_id AND e.event = 'whatsapp.message.received')
            """);

    /// <summary>What was done to each number, and how often: a storm that says of numbers what is known already does nothing to them.</summary>
    public Task<IReadOnlyList<string>> DoneToNumbersAsync() =>
        ListAsync<string>("SELECT concat_ws(' ', phone_number_id, action, detail, count(*)) FROM audit_entries WHERE phone_number_id IS NOT NULL GROUP BY phone_number_id, action, detail ORDER BY 1");

    /// <summary>Has one of the nodes stand still in the middle of a transaction, with what it has locked in its hands.</summary>
    public async Task<Node> StopInTransactionAsync(Cluster cluster)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand("LOCK TABLE webhook_events IN ACCESS EXCLUSIVE MODE", connection, transaction);
        await hold.ExecuteNonQueryAsync();
        var holders = await Eventually.HoldsAsync(
            () => ListAsync<string>(
                """
                SELECT application_name FROM pg_stat_activity JOIN pg_locks wanted USING (pid)
                WHERE xact_start < query_start AND NOT wanted.granted AND wanted.relation = 'webhook_events'::regclass
                """),
            names => names.Count > 0,
            "a node waits in the middle of a transaction");
        var node = cluster.Nodes.Single(node => node.Name == holders[0]);
        node.Process.StandStill();
        return node;
    }

    /// <summary>After the server's end: none of what was open is any more.</summary>
    public void Reconnect() => database.Clear();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async Task<IReadOnlyList<T>> ListAsync<T>(string query, params object[] values)
    {
        await using var command = database.CreateCommand(query);
        foreach (var value in values) command.Parameters.AddWithValue(value);
        await using var rows = await command.ExecuteReaderAsync();
        List<T> all = [];
        while (await rows.ReadAsync()) all.Add(rows.GetFieldValue<T>(0));
        return all;
    }
}
