using System.Collections.Concurrent;
using Orleans;

namespace Threadway.Web.Cluster;

/// <summary>
/// Carries users' changes between the nodes. It says of each shard which users' pages are open here: when one is opened, when
/// somebody came or went, and all the time, so that what a lost grain knew comes back. What was lost on the way shows in the
/// counts, and then the pages are told after all.
/// </summary>
internal sealed partial class LivePages(UserChanges changes, ClusterNode node, TimeProvider time, ILogger<LivePages> logger) : BackgroundService, IPagesHere
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<int, Line> lines = new();
    private readonly ConcurrentDictionary<Guid, long> counts = new();
    private CancellationToken stop;
    private IPagesHere? here;

    public Task ChangedAsync(Dictionary<Guid, long> users)
    {
        foreach (var (user, count) in users)
        {
            counts[user] = count;
            changes.Tell(user);
        }
        return Task.CompletedTask;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (node.IsAlone) return;

        stop = stoppingToken;
        changes.Opened += Show;
        changes.Published += Send;
        node.Changed += ShowAgain;
        try
        {
            using var period = new PeriodicTimer(Period, time);
            while (await period.WaitForNextTickAsync(stoppingToken)) ShowAll();
        }
        finally
        {
            node.Changed -= ShowAgain;
            changes.Published -= Send;
            changes.Opened -= Show;
        }
    }

    private void Show(Guid user) => Use(Shard.Of(user), line => line.IsStale = true);

    private void Send(Guid user) => Use(Shard.Of(user), line => line.Changed.Add(user));

    private void ShowAgain(ClusterMembers members) => ShowAll();

    private void ShowAll()
    {
        foreach (var shard in changes.Users.Select(Shard.Of).Concat(lines.Keys).Distinct()) Use(shard, line => line.IsStale = true);
        foreach (var left in counts.Keys.Where(user => !changes.IsWatched(user))) counts.TryRemove(left, out _);
    }

    /// <summary>Notes what there is to say of a shard and sees that it is said: what piles up while one word is on its way goes together.</summary>
    private void Use(int shard, Action<Line> note)
    {
        var line = lines.GetOrAdd(shard, _ => new());
        lock (line)
        {
            note(line);
            if (line.IsSending) return;
            line.IsSending = true;
        }
        // Beside the caller, and without the wait of the person that it may work for.
        using (ExecutionContext.SuppressFlow()) _ = Task.Run(() => SayAsync(shard, line), CancellationToken.None);
    }

    private async Task SayAsync(int shard, Line line)
    {
        while (true)
        {
            HashSet<Guid> changed;
            bool stale;
            lock (line)
            {
                (changed, line.Changed, stale, line.IsStale) = (line.Changed, [], line.IsStale, false);
                if (stop.IsCancellationRequested || (changed.Count == 0 && !stale))
                {
                    line.IsSending = false;
                    return;
                }
            }
            try
            {
                if (changed.Count > 0) Learn(await node.AskAsync(grains => Pages(grains, shard).ChangedAsync(node.Name, changed), stop), oneMore: changed);
                if (stale)
                {
                    var open = changes.Users.Where(user => Shard.Of(user) == shard).ToHashSet();
                    Learn(await node.AskAsync(grains => Pages(grains, shard).ShowAsync(node.Name, Here(grains), open), stop), oneMore: []);
                }
            }
            catch (Exception e)
            {
                if (!stop.IsCancellationRequested) Log.NotSaid(logger, e);
                lock (line)
                {
                    line.Changed.UnionWith(changed);
                    line.IsStale |= stale;
                }
                await Task.Delay(Pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Pages whose user changed oftener than we know of are told; what was published here they know.</summary>
    private void Learn(Dictionary<Guid, long> known, HashSet<Guid> oneMore)
    {
        foreach (var (user, count) in known)
        {
            var had = counts.TryGetValue(user, out var before) ? before : 0;
            if (!changes.IsWatched(user)) continue;
            counts[user] = count;
            if (count != had + (oneMore.Contains(user) ? 1 : 0)) changes.Tell(user);
        }
    }

    private IPagesHere Here(IGrainFactory grains) => here ??= grains.CreateObjectReference<IPagesHere>(this);

    private static ILivePagesGrain Pages(IGrainFactory grains, int shard) => grains.GetGrain<ILivePagesGrain>(shard);

    /// <summary>What there is to say of one shard.</summary>
    private sealed class Line
    {
        public HashSet<Guid> Changed { get; set; } = [];

        public bool IsStale { get; set; }

        public bool IsSending { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The other nodes could not be told of changes; they are told again")]
        public static partial void NotSaid(ILogger logger, Exception reason);
    }
}
