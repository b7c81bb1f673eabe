using System.Collections.Concurrent;
using Threadway.Web.Cluster;

namespace Threadway.Web.Messaging.Sending;

/// <summary>
/// This node's senders. Whose sender runs where the cluster says (<see cref="ISenderGrain"/>); that no two send for one number at once
/// the lease in the database sees to.
/// </summary>
internal sealed partial class Senders(SenderTools tools, ClusterNode node, ILogger<Senders> logger) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<Guid, Running> running = new();
    private readonly CancellationTokenSource stopping = new();

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What is under way is finished, and the leases are given back.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await Task.WhenAll(running.Values.Select(one => one.Task)).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => stopping.Dispose();

    /// <summary>Something of the number is due: its sender hears of it, wherever it is. Nothing depends on that; the scan finds it too.</summary>
    public void Wake(Guid connectionId)
    {
        if (node.IsAlone) WakeHere(connectionId);
        else _ = WakeThereAsync(connectionId);
    }

    /// <summary>How the number's sender is doing; null where it has nothing to do.</summary>
    public async Task<SenderState?> StateAsync(Guid connectionId, CancellationToken cancellationToken)
    {
        if (node.IsAlone) return StateHere(connectionId);
        try
        {
            return await node.AskAsync(grains => grains.GetGrain<ISenderGrain>(connectionId).StateAsync(), cancellationToken);
        }
        catch (ClusterUnavailableException)
        {
            return null;
        }
    }

    internal SenderState? StateHere(Guid connectionId) => running.TryGetValue(connectionId, out var one) ? one.Sender.State : null;

    internal void WakeHere(Guid connectionId)
    {
        if (stopping.IsCancellationRequested) return;
        while (true)
        {
            var one = running.GetOrAdd(connectionId, id => new(new NumberSender(id, tools)));
            if (one.TryWake(sender => RunAsync(connectionId, one, sender))) return;
            // It has come to its end in this moment.
            running.TryRemove(new(connectionId, one));
        }
    }

    private async Task RunAsync(Guid connectionId, Running one, NumberSender sender)
    {
        try
        {
            await sender.RunAsync(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // It goes with its node.
        }
        catch (Exception e)
        {
            // The scan begins it again.
            Log.SenderFailed(logger, connectionId, e);
        }
        finally
        {
            one.End();
            running.TryRemove(new(connectionId, one));
        }
    }

    private async Task WakeThereAsync(Guid connectionId)
    {
        try
        {
            await node.AskAsync(grains => grains.GetGrain<ISenderGrain>(connectionId).WakeAsync(), stopping.Token);
        }
        catch (Exception e)
        {
            Log.NotWoken(logger, connectionId, e.GetType().Name);
        }
    }

    private sealed class Running(NumberSender sender)
    {
        private readonly Lock gate = new();
        private Task? task;
        private bool ended;

        public NumberSender Sender => sender;

        public Task Task
        {
            get
            {
                lock (gate) return task ?? Task.CompletedTask;
            }
        }

        /// <summary>False where it has ended.</summary>
        public bool TryWake(Func<NumberSender, Task> run)
        {
            lock (gate)
            {
                if (ended) return false;
                // It serves everybody, and flows along with nobody's call.
                if (task is null)
                {
                    using (ExecutionContext.SuppressFlow()) task = Task.Run(() => run(sender));
                }
            }
            sender.Wake();
            return true;
        }

        public void End()
        {
            lock (gate) ended = true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Sending for connection {Connection} failed; it is begun again")]
        public static partial void SenderFailed(ILogger logger, Guid connection, Exception exception);

        [LoggerMessage(LogLevel.Debug, "The sender of connection {Connection} could not be woken ({Reason}); the scan finds it")]
        public static partial void NotWoken(ILogger logger, Guid connection, string reason);
    }
}
