namespace Threadway.Web.Messaging.Sending.Pacing;

/// <summary>How many there were in the last ten seconds.</summary>
internal sealed class RecentCount
{
    public static readonly TimeSpan Span = TimeSpan.FromSeconds(10);

    private readonly Queue<DateTimeOffset> times = new();

    public void Add(DateTimeOffset now) => times.Enqueue(now);

    public int Count(DateTimeOffset now)
    {
        while (times.TryPeek(out var at) && now - at > Span) times.Dequeue();
        return times.Count;
    }
}
