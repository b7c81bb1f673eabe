using System.Collections.Concurrent;

namespace Threadway.Web.Webhooks;

/// <summary>
/// Deliveries that wait to be stored, and no more of them than memory bears: those that come together share one commit, for a commit
/// costs far more than a row. The engine's store takes them out in groups.
/// </summary>
internal sealed class WebhookInbox
{
    public const int MostWaiting = 10_000;

    /// <summary>All bodies together.</summary>
    public const long MostBytes = 64 * 1024 * 1024;

    private const int GroupSize = 128;
    private const int GroupsOnAverage = 16;
    private const double Press = 8;

    private static readonly Task<StoreOutcome> Full = Task.FromResult(StoreOutcome.Full);

    private readonly ConcurrentQueue<Delivery> waiting = new();
    private double averageGroup;
    private int count;
    private long bytes;

    /// <summary>Called after a delivery has come.</summary>
    public Action? Arrived { get; set; }

    /// <summary>Set when something new is on disk.</summary>
    public Signal Stored { get; } = new();

    /// <summary>Whether so many come for each commit that deliveries wait for the disk, and not the disk for them.</summary>
    public bool IsPressed => averageGroup >= Press;

    public bool IsEmpty => waiting.IsEmpty;

    /// <summary>Completes once the delivery is on disk, or cannot be.</summary>
    public Task<StoreOutcome> StoreAsync(Delivery delivery)
    {
        if (!Enter(delivery))
        {
            Leave(delivery);
            return Full;
        }

        waiting.Enqueue(delivery);
        Arrived?.Invoke();
        return delivery.Outcome;
    }

    /// <summary>Takes out what has come, as many as one commit may hold.</summary>
    public void Take(List<Delivery> group)
    {
        while (group.Count < GroupSize && waiting.TryDequeue(out var delivery)) group.Add(delivery);
        averageGroup += (group.Count - averageGroup) / GroupsOnAverage;
    }

    public void Complete(List<Delivery> group, StoreOutcome outcome)
    {
        foreach (var delivery in group)
        {
            Leave(delivery);
            delivery.Complete(outcome);
        }
        if (outcome == StoreOutcome.Stored) Stored.Set();
    }

    /// <summary>Where one group could not be stored, those behind it would wait for the same answer.</summary>
    public void FailAll()
    {
        var rest = new List<Delivery>();
        while (waiting.TryDequeue(out var delivery)) rest.Add(delivery);
        Complete(rest, StoreOutcome.Failed);
    }

    private bool Enter(Delivery delivery)
    {
        var (now, held) = (Interlocked.Increment(ref count), Interlocked.Add(ref bytes, delivery.Body.Length));
        return now <= MostWaiting && held <= MostBytes;
    }

    private void Leave(Delivery delivery)
    {
        Interlocked.Decrement(ref count);
        Interlocked.Add(ref bytes, -delivery.Body.Length);
    }
}
