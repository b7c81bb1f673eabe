using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Data;
using Threadway.Web.Messaging.Conversations;
using Threadway.Web.Messaging.Sending.Pacing;

namespace Threadway.Web.Messaging.Sending;

/// <summary>What lets no more of a queue go than goes.</summary>
[JsonConverter(typeof(QueueHoldWord))]
internal enum QueueHold
{
    /// <summary>The number's own messages a second.</summary>
    Number,

    /// <summary>What may go to one contact in a time: those that wait are for contacts who just got many.</summary>
    Pair,

    /// <summary>The requests a minute of the service's key at Kapso, which all numbers share.</summary>
    Key,

    /// <summary>WhatsApp asked for a pause, or does not let the account send for now.</summary>
    Paused,

    /// <summary>The number has to be reconnected.</summary>
    Reconnect,
}

internal sealed class QueueHoldWord() : JsonStringEnumConverter<QueueHold>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);

/// <summary>A number's queue.</summary>
/// <param name="Length">Messages that wait.</param>
/// <param name="OldestAt">Since when the first of them waits that may go already.</param>
/// <param name="PerSecond">What the number keeps to, messages of both directions a second.</param>
/// <param name="SentLastSecond">What went in the last second.</param>
/// <param name="HeldBy">What lets no more go; left out where nothing waits.</param>
/// <param name="DoneAt">When the last of them will have gone, as far as can be told.</param>
internal sealed record QueueAnswer(int Length, DateTimeOffset? OldestAt, double PerSecond, int SentLastSecond, QueueHold? HeldBy, DateTimeOffset? DoneAt);

internal sealed class QueueQueries(IDbContextFactory<ThreadwayDb> databases, Senders senders, IOptionsMonitor<SendingOptions> options, TimeProvider time)
{
    public async Task<QueueAnswer> GetAsync(Connection connection, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var queued = db.Messages.Where(m => m.ConnectionId == connection.Id && m.State == MessageState.Queued);
        var length = await queued.CountAsync(cancellationToken);
        var state = await senders.StateAsync(connection.Id, cancellationToken);
        var perSecond = Math.Round(state?.PerSecond ?? options.CurrentValue.LimitOf(connection), 1);
        if (length == 0) return new(0, null, perSecond, state?.SentLastSecond ?? 0, null, null);

        var oldest = await queued.Where(m => m.ReadyAt <= now).MinAsync(m => (DateTimeOffset?)m.ReadyAt, cancellationToken);
        var row = await db.Senders.AsNoTracking().FirstOrDefaultAsync(s => s.ConnectionId == connection.Id, cancellationToken);
        var lines = db.SendLines.Where(l => l.ConnectionId == connection.Id && l.DueAt != null);
        var isDue = await lines.AnyAsync(l => l.DueAt <= now, cancellationToken);
        var lastDue = await lines.MaxAsync(l => l.DueAt, cancellationToken);

        var heldUntil = state?.HeldUntil ?? row?.HeldUntil;
        var held = connection.Status != ConnectionStatus.Connected ? QueueHold.Reconnect
            : state is null && !(row?.HeldUntil > now) ? (isDue ? QueueHold.Number : QueueHold.Pair)
            : (state?.HeldBy ?? row?.HeldBy) switch
            {
                HoldKind.Key => QueueHold.Key,
                HoldKind.Paused or HoldKind.Templates => QueueHold.Paused,
                HoldKind.Reconnect => QueueHold.Reconnect,
                _ => isDue ? QueueHold.Number : QueueHold.Pair,
            };
        // Where the key is the limit, what went lately says how fast it goes.
        var rate = held == QueueHold.Key && state is { Recent: > 0 } ? state.Recent / RecentCount.Span.TotalSeconds : perSecond;
        DateTimeOffset? done = held == QueueHold.Reconnect ? null : Later(Later(now, heldUntil) + TimeSpan.FromSeconds(length / rate), lastDue);
        return new(length, oldest, perSecond, state?.SentLastSecond ?? 0, oldest is null && held is QueueHold.Pair or QueueHold.Number ? null : held, done);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;
}
