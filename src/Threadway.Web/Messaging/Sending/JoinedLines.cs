using Microsoft.EntityFrameworkCore;
using Threadway.Web.Data;
using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Messaging.Sending;

/// <summary>Two lines that turn out to lead to one person: what is on its way stays so; the rest waits behind it, for as long as either had to.</summary>
internal sealed class JoinedLines : IConversationJoins
{
    public async Task JoinAsync(ThreadwayDb db, Guid from, Guid to, CancellationToken cancellationToken)
    {
        var lines = await db.SendLines.Where(l => l.ConversationId == from || l.ConversationId == to).ToListAsync(cancellationToken);
        if (lines.Find(line => line.ConversationId == from) is not { } left) return;

        var stays = lines.Find(line => line.ConversationId == to);
        if (stays is null) db.SendLines.Add(stays = new() { ConversationId = to, ConnectionId = left.ConnectionId, Rank = left.Rank });

        // Where both had something on its way, the one that stays is told of its own; the other's answer finds its message by itself.
        stays.InFlight ??= left.InFlight;
        if (left.DueAt is not null) stays.Rank = stays.DueAt is null || left.Rank < stays.Rank ? left.Rank : stays.Rank;
        stays.DueAt = stays.InFlight is not null ? null : stays.DueAt < left.DueAt ? stays.DueAt : left.DueAt ?? stays.DueAt;
        if (left.HeldUntil > stays.HeldUntil) stays.HeldUntil = left.HeldUntil;
        if (left.PacedUntil > stays.PacedUntil) (stays.BurstAt, stays.BurstCount, stays.PacedUntil) = (left.BurstAt, left.BurstCount, left.PacedUntil);
        db.SendLines.Remove(left);
    }
}
