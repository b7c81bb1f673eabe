using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Threadway.Web.Webhooks;

namespace Threadway.Web.Data.Sqlite;

/// <summary>
/// Which events are in hand. No other process can exist, so it is kept in memory and ends with it; and what waits is read on a
/// connection of its own, beside the writer.
/// </summary>
internal sealed class SqliteClaims(SqliteConnectionStringBuilder file) : IDisposable
{
    private const string Columns = "sequence, id, event, lane, received_at, attempts, last_error, body";

    private const string Fresh = $"""
        SELECT {Columns} FROM webhook_events INDEXED BY ix_webhook_events_fresh
        WHERE due_at IS NOT NULL AND claimed_by IS NULL AND attempts = 0 ORDER BY sequence
        """;

    private const string Again = $"""
        SELECT {Columns} FROM webhook_events INDEXED BY ix_webhook_events_again
        WHERE due_at <= ? AND claimed_by IS NULL AND attempts > 0 ORDER BY due_at
        """;

    private readonly ConcurrentDictionary<long, string> inHand = new();
    private readonly ConcurrentQueue<long> letGo = new();
    private readonly Lock gate = new();
    private SqliteConnection? connection;
    private SqliteStatement? fresh;
    private SqliteStatement? again;

    public IReadOnlyList<ClaimedEvent> Take(string node, int most, IReadOnlyCollection<string> lanesApart, DateTimeOffset now)
    {
        lock (gate)
        {
            // What was let go so far is told by all that is read from here on; what is let go meanwhile may be read as it was before.
            var settled = letGo.Count;
            while (settled-- > 0 && letGo.TryDequeue(out var sequence)) inHand.TryRemove(sequence, out _);
            try
            {
                Open();
                var claimed = new List<ClaimedEvent>();
                Take(fresh!, node, most, lanesApart, claimed);
                Take(again!.Bind(now), node, most, lanesApart, claimed);
                claimed.Sort((one, other) => one.Sequence.CompareTo(other.Sequence));
                return claimed;
            }
            catch
            {
                Close();
                throw;
            }
        }
    }

    public bool Has(string node, long sequence) => inHand.TryGetValue(sequence, out var holder) && holder == node;

    public void LetGo(long sequence) => letGo.Enqueue(sequence);

    public void LetGo(IReadOnlyCollection<string> nodes)
    {
        foreach (var (sequence, holder) in inHand)
        {
            if (nodes.Contains(holder)) inHand.TryRemove(sequence, out _);
        }
    }

    public void Dispose()
    {
        lock (gate) Close();
    }

    private void Take(SqliteStatement rows, string node, int most, IReadOnlyCollection<string> lanesApart, List<ClaimedEvent> claimed)
    {
        var end = claimed.Count + most;
        while (claimed.Count < end && rows.Step())
        {
            var sequence = rows.Number(0);
            if (inHand.ContainsKey(sequence)) continue;

            var lane = rows.Text(3);
            if (lanesApart.Contains(lane)) continue;

            inHand[sequence] = node;
            claimed.Add(new(
                sequence, Guid.Parse(rows.Text(1)), rows.Text(2), lane, rows.Time(4), (int)rows.Number(5), rows.IsNull(6) ? null : rows.Text(6), rows.Bytes(7)));
        }
        rows.Reset();
    }

    private void Open()
    {
        if (connection is not null) return;

        connection = new(new SqliteConnectionStringBuilder(file.ToString()) { Pooling = false }.ToString());
        connection.Open();
        (fresh, again) = (new(connection, Fresh), new(connection, Again));
    }

    private void Close()
    {
        fresh?.Dispose();
        again?.Dispose();
        connection?.Dispose();
        (fresh, again, connection) = (null, null, null);
    }
}
