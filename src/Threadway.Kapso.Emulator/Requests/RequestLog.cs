namespace Threadway.Kapso.Emulator.Requests;

/// <summary>The latest requests, in a ring that never grows and that nobody waits for.</summary>
internal sealed class RequestLog
{
    public const int Capacity = 500;

    // A load test must not pay for bodies that scroll away before anybody has read one.
    private const int BodiesPerSecond = 100;
    private const int MillisecondsInSecond = 1000;

    private readonly RequestEntry?[] ring = new RequestEntry?[Capacity];
    private long last;
    private long cleared;
    private long second;
    private int bodies;

    /// <summary>How many there were since the start, or since the last <see cref="Clear"/>.</summary>
    public long Total => Interlocked.Read(ref last) - Interlocked.Read(ref cleared);

    public void Add(Func<long, RequestEntry> entry)
    {
        var id = Interlocked.Increment(ref last);
        Volatile.Write(ref ring[id % Capacity], entry(id));
    }

    /// <summary>Whether this request's bodies may be kept.</summary>
    public bool TakeBodies()
    {
        var now = Environment.TickCount64 / MillisecondsInSecond;
        if (Interlocked.Exchange(ref second, now) != now)
            Interlocked.Exchange(ref bodies, 0);
        return Interlocked.Increment(ref bodies) <= BodiesPerSecond;
    }

    public List<RequestEntry> NewestFirst()
    {
        var floor = Interlocked.Read(ref cleared);
        var kept = new List<RequestEntry>(Capacity);
        for (var i = 0; i < Capacity; i++)
        {
            if (Volatile.Read(ref ring[i]) is { } entry && entry.Id > floor)
                kept.Add(entry);
        }

        kept.Sort((one, other) => other.Id.CompareTo(one.Id));
        return kept;
    }

    public RequestEntry? ById(long id) =>
        id > 0 && Volatile.Read(ref ring[id % Capacity]) is { } entry && entry.Id == id && id > Interlocked.Read(ref cleared) ? entry : null;

    public void Clear()
    {
        Interlocked.Exchange(ref cleared, Interlocked.Read(ref last));
        Array.Clear(ring);
    }
}
