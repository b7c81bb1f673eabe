using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Threadway.Web.Cluster;
using Threadway.Web.Data;
using Threadway.Web.Hosting.Paging;

namespace Threadway.Web.Messaging.Conversations.Reading;

/// <summary>
/// A user's messages and conversations as server-sent events, each whenever it changed. Every event says from where to go on: a
/// program that was away gives the last one back and is told of all that it missed. Around that place it may be told again what it
/// knows; it is never told too little.
/// </summary>
internal sealed class MessageStream(UserStreams streams, IDbContextFactory<ThreadwayDb> databases, TimeProvider time)
{
    private const string List = "events";

    /// <summary>Who was away for longer reads the lists.</summary>
    private static readonly TimeSpan LongestAway = TimeSpan.FromDays(7);

    /// <summary>From where to go on; null where no event of these days had this id.</summary>
    public DateTimeOffset? Read(string eventId)
    {
        var now = time.GetUtcNow();
        return Cursor.Read(List, eventId) is { At: var since } && since >= now - LongestAway && since <= now + ChangedRows.Overlap ? since : null;
    }

    /// <param name="since">Null to begin now.</param>
    /// <param name="ends">When the session is over.</param>
    public async IAsyncEnumerable<SseItem<object?>> WatchAsync(
        Guid userId, DateTimeOffset? since, DateTimeOffset? ends, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var changed = new ChangedRows(userId, since ?? time.GetUtcNow(), databases, time);
        if (since is null) await changed.SkipAsync(cancellationToken);
        // At once, so that whoever is cut off before anything happens knows a place as well.
        yield return Ping(changed);

        await foreach (var moment in streams.WatchAsync(userId, ends, cancellationToken))
        {
            var silent = true;
            // Also where no change was heard of: news between nodes may get lost, rows do not.
            await foreach (var row in changed.ReadAsync(moment.Stop))
            {
                silent = false;
                yield return new(row.Answer, row.Answer is MessageAnswer ? "message" : "conversation") { EventId = Id(row.Until) };
            }
            if (silent && moment.Change is null) yield return Ping(changed);
        }
    }

    private static SseItem<object?> Ping(ChangedRows changed) => new(null, "ping") { EventId = Id(changed.Position) };

    private static string Id(DateTimeOffset until) => Cursor.Write(List, new(until, Guid.Empty));
}
