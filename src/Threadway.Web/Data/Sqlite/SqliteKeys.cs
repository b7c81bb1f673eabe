namespace Threadway.Web.Data.Sqlite;

/// <summary>
/// What deliveries were there before. Keys are random, so that each would dirty a page of its own in a table that is sorted by them, which
/// costs many times what the delivery itself does. So new keys are held in memory (on disk they stand in their events) and
/// go to the table later, sorted, some with each group that is stored.
/// </summary>
internal sealed class SqliteKeys
{
    /// <summary>So many are held at most before they begin to go to the table: some ten megabytes.</summary>
    private const int MostHeld = 100_000;

    private const int Slice = 2_000;

    private Dictionary<string, DateTimeOffset> held = [];
    private Dictionary<string, DateTimeOffset> settling = [];
    private readonly List<string> added = [];
    private string[] order = [];
    private DateTimeOffset[] times = [];
    private int settled;
    private int settledNow;
    private long lastSequence;
    private long committedSequence;
    private long settlingThrough;

    public bool AnyHeld => held.Count > 0 || settling.Count > 0;

    /// <summary>All that stands in events and not yet in the table.</summary>
    public void Load(SqliteWriterConnection db)
    {
        (held, settling, order, settled, settledNow, lastSequence) = ([], [], [], 0, 0, 0);
        added.Clear();
        var rows = db["SELECT sequence, idempotency_key, received_at FROM webhook_events WHERE sequence > (SELECT through FROM webhook_keys_settled) ORDER BY sequence"];
        while (rows.Step())
        {
            lastSequence = rows.Number(0);
            held[rows.Text(1)] = rows.Time(2);
        }
        committedSequence = lastSequence;
    }

    /// <summary>Whether the key is new; it counts as known from then on, unless the transaction fails.</summary>
    public bool TryAdd(SqliteWriterConnection db, string key, DateTimeOffset receivedAt)
    {
        if (settling.ContainsKey(key) || held.ContainsKey(key) || db["SELECT 1 FROM webhook_keys WHERE key = ?"].Bind(key).Any()) return false;

        held[key] = receivedAt;
        added.Add(key);
        return true;
    }

    /// <summary>The event of the key that was added last.</summary>
    public void Stored(long sequence) => lastSequence = sequence;

    /// <summary>Takes some more to the table, where it is time for that, or in any case.</summary>
    public void Settle(SqliteWriterConnection db, int most, bool inAnyCase)
    {
        if (settling.Count == 0)
        {
            // Those of this transaction may still be undone.
            if (added.Count > 0 || !(inAnyCase ? held.Count > 0 : held.Count >= MostHeld)) return;

            (settling, held) = (held, []);
            (order, times) = ([.. settling.Keys], [.. settling.Values]);
            Array.Sort(order, times, StringComparer.Ordinal);
            (settled, settlingThrough) = (0, lastSequence);
        }

        var insert = db["INSERT INTO webhook_keys (key, received_at) VALUES (?, ?) ON CONFLICT DO NOTHING"];
        var end = Math.Min(order.Length, settled + most);
        for (var i = settled; i < end; i++) insert.Bind(order[i]).Bind(times[i]).Run();
        settledNow = end - settled;
        if (end == order.Length) db["UPDATE webhook_keys_settled SET through = ?"].Bind(settlingThrough).Run();
    }

    public void Settle(SqliteWriterConnection db) => Settle(db, Slice, inAnyCase: true);

    public void Committed()
    {
        added.Clear();
        committedSequence = lastSequence;
        settled += settledNow;
        settledNow = 0;
        if (settling.Count == 0 || settled < order.Length) return;
        (settling, order, settled) = ([], [], 0);
    }

    public void RolledBack()
    {
        foreach (var key in added) held.Remove(key);
        added.Clear();
        lastSequence = committedSequence;
        settledNow = 0;
    }
}
