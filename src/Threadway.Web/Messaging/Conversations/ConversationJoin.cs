using Microsoft.EntityFrameworkCore;
using Threadway.Web.Data;

namespace Threadway.Web.Messaging.Conversations;

/// <summary>Two conversations that turn out to be with one person: all of one goes to the other.</summary>
internal static class ConversationJoin
{
    public static async Task WriteAsync(ThreadwayDb db, ConversationRow from, ConversationRow to, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await db.Messages.Where(m => m.ConversationId == from.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.ConversationId, to.Id).SetProperty(m => m.ChangedAt, now), cancellationToken);
        foreach (var loaded in db.ChangeTracker.Entries<MessageRow>().Where(entry => entry.Entity.ConversationId == from.Id)) loaded.Entity.ConversationId = to.Id;
        await JoinLinesAsync(db, from.Id, to.Id, cancellationToken);

        to.LastInboundAt = Later(to.LastInboundAt, from.LastInboundAt);
        to.WindowClosedAt = Later(to.WindowClosedAt, from.WindowClosedAt);
        to.Unread += from.Unread;
        if (from.LastMessageId is not null && (to.LastMessageId is null || from.LastMessageAt > to.LastMessageAt))
            (to.LastMessageId, to.LastMessageAt) = (from.LastMessageId, from.LastMessageAt);
        to.ChangedAt = now;
        db.Conversations.Remove(from);
    }

    /// <summary>What is on its way stays so; the rest waits behind it, and for as long as either had to.</summary>
    private static async Task JoinLinesAsync(ThreadwayDb db, Guid from, Guid to, CancellationToken cancellationToken)
    {
        var lines = await db.SendLines.Where(l => l.ConversationId == from || l.ConversationId == to).ToListAsync(cancellationToken);
        if (lines.Find(line => line.ConversationId == from) is not { } left) return;

        var stays = lines.Find(line => line.ConversationId == to);
        if (stays is null)
        {
            stays = new() { ConversationId = to, ConnectionId = left.ConnectionId, Rank = left.Rank };
            db.SendLines.Add(stays);
        }
        stays.InFlight ??= left.InFlight;
        stays.Rank = (stays.DueAt, left.DueAt) switch
        {
            (not null, not null) => (MessagePriority)Math.Min((int)stays.Rank, (int)left.Rank),
            (null, not null) => left.Rank,
            _ => stays.Rank,
        };
        stays.DueAt = stays.InFlight is null ? Earlier(stays.DueAt, left.DueAt) : null;
        if (left.HeldUntil > stays.HeldUntil) stays.HeldUntil = left.HeldUntil;
        if (left.PacedUntil > stays.PacedUntil) stays.PacedUntil = left.PacedUntil;
        db.SendLines.Remove(left);
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other ?? one : one;

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;
}
