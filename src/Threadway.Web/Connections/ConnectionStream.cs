using System.Net.ServerSentEvents;
using System.Security.Claims;
using Threadway.Web.Cluster;
using Threadway.Web.Connections.Numbers;
using Threadway.Web.Hosting;

namespace Threadway.Web.Connections;

/// <summary>The status as server-sent events: at once, then whenever it is another.</summary>
internal static class ConnectionStream
{
    /// <summary>Proxies cut streams on which nothing is heard.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20);

    public static IResult Watch(
        ClaimsPrincipal user, ConnectionQueries queries, UserChanges updates, TimeProvider time, IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        // A stream that outlived the stop of the server would hold it up.
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        return TypedResults.ServerSentEvents(StatusesAsync(user.UserId(), queries, updates, time, stop));
    }

    private static async IAsyncEnumerable<SseItem<ConnectionStatusAnswer?>> StatusesAsync(
        Guid userId, ConnectionQueries queries, UserChanges updates, TimeProvider time, CancellationTokenSource stop)
    {
        using var _ = stop;
        await using var changes = updates.WatchAsync(userId, stop.Token).GetAsyncEnumerator(stop.Token);
        ConnectionStatusAnswer? last = null;
        var next = changes.MoveNextAsync().AsTask();
        try
        {
            while (!stop.IsCancellationRequested)
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
                if (await Task.WhenAny(next, Task.Delay(Heartbeat, time, patience.Token)) != next)
                {
                    if (!stop.IsCancellationRequested) yield return new(null, "ping");
                    continue;
                }

                await patience.CancelAsync();
                if (next.IsCanceled || !await next) yield break;
                var change = changes.Current;
                next = changes.MoveNextAsync().AsTask();
                // Not this stream's stop: the others of the user wait for the same answer.
                var status = await change.ReadAsync("status", user => queries.GetStatusAsync(user, CancellationToken.None), stop.Token);
                if (status == last) continue;
                last = status;
                yield return new(status, "status");
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
