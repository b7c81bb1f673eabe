using System.Runtime.CompilerServices;

namespace Threadway.Web.Cluster;

/// <summary>A moment at which a stream may say something.</summary>
/// <param name="Change">What happened; null where nothing did for so long that something must be heard all the same.</param>
/// <param name="Stop">Ends with the stream, whoever ends it: for what is read in between.</param>
internal readonly record struct StreamMoment(UserChange? Change, CancellationToken Stop);

/// <summary>
/// What all server-sent events of a user's go by: a moment as soon as it listens, on every change, and when nothing was heard for
/// a while. It ends with its reader, its session and this node.
/// </summary>
internal sealed class UserStreams(UserChanges updates, Draining draining, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>Proxies cut streams on which nothing is heard.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20);

    /// <param name="ends">When the session is over; null where it is not known.</param>
    public async IAsyncEnumerable<StreamMoment> WatchAsync(Guid userId, DateTimeOffset? ends, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A stream that outlived the stop of the server would hold it up.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        // Its reader finds another node before this one is gone. Async, so that one that just ended keeps nobody else from being told.
        using var told = draining.Tell(async () => await stop.CancelAsync());
        await using var changes = updates.WatchAsync(userId, stop.Token).GetAsyncEnumerator(stop.Token);
        var next = changes.MoveNextAsync().AsTask();
        try
        {
            while (!stop.IsCancellationRequested && !(time.GetUtcNow() >= ends))
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
                if (await Task.WhenAny(next, Task.Delay(Heartbeat, time, patience.Token)) != next)
                {
                    if (!stop.IsCancellationRequested) yield return new(null, stop.Token);
                    continue;
                }

                await patience.CancelAsync();
                if (next.IsCanceled || !await next) yield break;
                var change = changes.Current;
                next = changes.MoveNextAsync().AsTask();
                yield return new(change, stop.Token);
            }
        }
        finally
        {
            // What is watched cannot be left while it is asked for the next change.
            await stop.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
