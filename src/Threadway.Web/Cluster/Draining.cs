using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Threadway.Web.Cluster;

/// <summary>
/// Going in order: this node says that it takes nothing new, waits until a balancer has heard it, and tells the open pages, which
/// find another. Only then is anything stopped.
/// </summary>
internal sealed partial class Draining(IOptions<ClusterSettings> settings, ClusterNode node, TimeProvider time, ILogger<Draining> logger)
{
    /// <summary>A page that does not hear it by then notices by itself.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<object, Func<Task>> pages = new();

    public bool HasBegun { get; private set; }

    /// <summary>Has an open page told that this node goes; dispose what comes when it is closed.</summary>
    public IDisposable Tell(Func<Task> page) => new Told(pages, page);

    public async Task RunAsync()
    {
        HasBegun = true;
        var delay = settings.Value.DrainDelay ?? (node.IsAlone ? TimeSpan.Zero : ClusterSettings.UsualDrainDelay);
        Log.Begins(logger, delay);
        await Task.Delay(delay, time);
        await Task.WhenAll(pages.Values.Select(tell => tell())).WaitAsync(Farewell, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private sealed class Told : IDisposable
    {
        private readonly ConcurrentDictionary<object, Func<Task>> pages;

        public Told(ConcurrentDictionary<object, Func<Task>> pages, Func<Task> page) => (this.pages = pages)[this] = page;

        public void Dispose() => pages.TryRemove(this, out _);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "This node is asked to stop: it takes nothing new, and stops in {Delay}")]
        public static partial void Begins(ILogger logger, TimeSpan delay);
    }
}

/// <summary>What a signal to stop calls: it drains first. A second one does not wait.</summary>
internal sealed class DrainFirst(IHostApplicationLifetime lifetime, Draining draining) : IHostApplicationLifetime
{
    private int asked;

    public CancellationToken ApplicationStarted => lifetime.ApplicationStarted;

    public CancellationToken ApplicationStopping => lifetime.ApplicationStopping;

    public CancellationToken ApplicationStopped => lifetime.ApplicationStopped;

    public void StopApplication()
    {
        if (Interlocked.Increment(ref asked) > 1) lifetime.StopApplication();
        else _ = DrainAsync();
    }

    private async Task DrainAsync()
    {
        try
        {
            await draining.RunAsync();
        }
        finally
        {
            lifetime.StopApplication();
        }
    }
}
