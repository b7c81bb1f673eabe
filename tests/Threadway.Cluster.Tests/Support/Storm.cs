using System.Collections.Concurrent;
using System.Net;

namespace Threadway.Cluster.Tests.Support;

/// <summary>
/// Kapso at its busiest: many deliveries at once, each to one node after the other until one answers 200, as behind a balancer. What
/// was answered 200 is written down the moment it was.
/// </summary>
internal sealed class Storm : IAsyncDisposable
{
    private static readonly TimeSpan KapsosPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(1) }) { Timeout = KapsosPatience };
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<string, byte> answered = new();
    private readonly ConcurrentQueue<string> failures = new();
    private readonly Func<IReadOnlyList<Uri>> nodes;
    private readonly Func<int, Delivery> next;
    private readonly Task sending;
    private int count;

    private Storm(Func<IReadOnlyList<Uri>> nodes, Func<int, Delivery> next, int senders)
    {
        this.nodes = nodes;
        this.next = next;
        sending = Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(SendAsync)));
    }

    /// <summary>The keys of what was answered 200.</summary>
    public IReadOnlyCollection<string> Answered => [.. answered.Keys];

    public int AnsweredCount => answered.Count;

    /// <summary>What was answered otherwise or not at all, and so was sent again.</summary>
    public IReadOnlyCollection<string> Failures => failures;

    /// <param name="nodes">Where deliveries go just now.</param>
    /// <param name="next">The n-th delivery.</param>
    public static Storm Over(Func<IReadOnlyList<Uri>> nodes, Func<int, Delivery> next, int senders = 12) => new(nodes, next, senders);

    public static Storm Over(Cluster cluster, Func<int, Delivery> next, int senders = 12) => new(() => cluster.Addresses, next, senders);

    /// <summary>Waits until so many more were answered than now.</summary>
    public Task AnswersAsync(int more)
    {
        var wanted = AnsweredCount + more;
        return Eventually.HoldsAsync(() => Task.FromResult(AnsweredCount), seen => seen >= wanted, $"{wanted} deliveries answered 200", TimeSpan.FromSeconds(60));
    }

    /// <summary>Makes no new deliveries; those under way are repeated until they are answered 200, as Kapso does.</summary>
    public async Task EndAsync()
    {
        await stop.CancelAsync();
        await sending.WaitAsync(TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        http.CancelPendingRequests();
        http.Dispose();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task SendAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            var number = Interlocked.Increment(ref count);
            var delivery = next(number);
            for (var turn = number; !await IsTakenAsync(delivery, turn); turn++) await Task.Delay(RepeatAfter, TimeProvider.System);
            answered[delivery.Key] = 0;
            await Task.Delay(Pace, TimeProvider.System);
        }
    }

    private async Task<bool> IsTakenAsync(Delivery delivery, int turn)
    {
        var open = nodes();
        if (open.Count == 0) return false;

        var node = open[turn % open.Count];
        try
        {
            using var request = delivery.ToRequest(node);
            using var answer = await http.SendAsync(request);
            if (answer.StatusCode == HttpStatusCode.OK) return true;
            failures.Enqueue($"{node} {(int)answer.StatusCode}");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            failures.Enqueue($"{node} {e.Message} {e.InnerException?.Message}");
        }
        return false;
    }
}
