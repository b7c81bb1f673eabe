using Microsoft.EntityFrameworkCore;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Data;
using Threadway.Web.Hosting.Paging;

namespace Threadway.Web.Messaging.Conversations.Reading;

/// <summary>A user's messages. Every query starts from the user; where the user has no such conversation or number, the answer is null.</summary>
internal sealed class MessageQueries(IDbContextFactory<ThreadwayDb> databases)
{
    public async Task<MessageAnswer?> FindAsync(Guid userId, Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var found = await db.Messages.AsNoTracking().Where(m => m.Id == id && m.UserId == userId).ToListAsync(cancellationToken);
        return (await db.AnswerAsync(found, cancellationToken)).SingleOrDefault();
    }

    public async Task<Page<MessageAnswer>?> ListOfConversationAsync(Guid userId, Guid conversationId, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Conversations.AnyAsync(c => c.Id == conversationId && c.UserId == userId, cancellationToken)
            ? await PageAsync(db, db.Messages.Where(m => m.ConversationId == conversationId), page, cancellationToken)
            : null;
    }

    public async Task<Page<MessageAnswer>?> ListOfNumberAsync(
        Guid userId, string phoneNumberId, MessageState? status, MessageDirection? direction, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Connections.Of(userId, phoneNumberId).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(cancellationToken) is not { } connectionId) return null;

        var messages = db.Messages.Where(m => m.ConnectionId == connectionId);
        if (status is { } state) messages = messages.Where(m => m.State == state);
        if (direction == MessageDirection.Inbound) messages = messages.Where(m => m.State == MessageState.Received);
        if (direction == MessageDirection.Outbound) messages = messages.Where(m => m.State != MessageState.Received);
        return await PageAsync(db, messages, page, cancellationToken);
    }

    private static async Task<Page<MessageAnswer>> PageAsync(ThreadwayDb db, IQueryable<MessageRow> messages, PageRequest page, CancellationToken cancellationToken)
    {
        // Said twice, of the time alone and of both: the first is what the index is entered by.
        if (page.After is { } after) messages = messages.Where(m => m.At <= after.At && (m.At < after.At || m.Id < after.Id));
        var rows = await messages.AsNoTracking().OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(page.Rows).ToListAsync(cancellationToken);
        return new(await db.AnswerAsync([.. rows.Take(page.Limit)], cancellationToken), page.Next(rows, m => new(m.At, m.Id)));
    }
}
