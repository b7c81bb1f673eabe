using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using Threadway.Web.Cluster;
using Threadway.Web.Connections.Numbers;
using Threadway.Web.Hosting;

namespace Threadway.Web.Connections;

/// <summary>The status as server-sent events: at once, then whenever it is another.</summary>
internal static class ConnectionStream
{
    public static IResult Watch(HttpContext context, ClaimsPrincipal user, ConnectionQueries queries, UserStreams streams, CancellationToken cancellationToken) =>
        TypedResults.ServerSentEvents(StatusesAsync(user.UserId(), context.SessionEnds(), queries, streams, cancellationToken));

    private static async IAsyncEnumerable<SseItem<ConnectionStatusAnswer?>> StatusesAsync(
        Guid userId, DateTimeOffset? ends, ConnectionQueries queries, UserStreams streams, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ConnectionStatusAnswer? last = null;
        await foreach (var moment in streams.WatchAsync(userId, ends, cancellationToken))
        {
            if (moment.Change is not { } change)
            {
                yield return new(null, "ping");
                continue;
            }

            // Not this stream's stop: the others of the user wait for the same answer.
            var status = await change.ReadAsync("status", user => queries.GetStatusAsync(user, CancellationToken.None), moment.Stop);
            if (status == last) continue;
            last = status;
            yield return new(status, "status");
        }
    }
}
