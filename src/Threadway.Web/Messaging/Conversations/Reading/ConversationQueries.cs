using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Data;
using Threadway.Web.Hosting;
using Threadway.Web.Hosting.Paging;

namespace Threadway.Web.Messaging.Conversations.Reading;

/// <summary>Which conversations of a number are wanted.</summary>
internal enum ConversationFilter
{
    All,
    Unread,

    /// <summary>The window is open.</summary>
    Open,

    /// <summary>What was written last did not get through.</summary>
    Failed,
}

/// <summary>A user's conversations. Every query starts from the user; where the user has no such number or conversation, the answer is null.</summary>
internal sealed class ConversationQueries(IDbContextFactory<ThreadwayDb> databases, TimeProvider time)
{
    public async Task<ConversationAnswer?> FindAsync(Guid userId, Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var found = await db.Conversations.AsNoTracking().Where(c => c.Id == id && c.UserId == userId).ToListAsync(cancellationToken);
        return (await db.AnswerAsync(found, time.GetUtcNow(), cancellationToken)).SingleOrDefault();
    }

    /// <param name="search">A part of a name, or digits of a number.</param>
    public async Task<Page<ConversationAnswer>?> ListAsync(
        Guid userId, string phoneNumberId, ConversationFilter filter, string search, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Connections.Of(userId, phoneNumberId).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(cancellationToken) is not { } connectionId) return null;

        var now = time.GetUtcNow();
        var conversations = db.Conversations.Where(c => c.ConnectionId == connectionId);
        conversations = filter switch
        {
            ConversationFilter.Unread => conversations.Where(c => c.Unread > 0),
            ConversationFilter.Open => conversations.Where(CustomerWindow.OpenAt(now)),
            ConversationFilter.Failed => conversations.Where(c => db.Messages.Any(m =>
                m.Id == c.LastMessageId && (m.State == MessageState.Failed || m.State == MessageState.Expired || m.State == MessageState.Unknown))),
            _ => conversations,
        };
        if (search.Length > 0) conversations = conversations.Where(Found(db, search));
        // Said twice, of the time alone and of both: the first is what the index is entered by.
        if (page.After is { } after)
            conversations = conversations.Where(c => c.LastMessageAt <= after.At && (c.LastMessageAt < after.At || c.Id < after.Id));
        var rows = await conversations.AsNoTracking()
            .OrderByDescending(c => c.LastMessageAt).ThenByDescending(c => c.Id)
            .Take(page.Rows)
            .ToListAsync(cancellationToken);
        return new(await db.AnswerAsync([.. rows.Take(page.Limit)], now, cancellationToken), page.Next(rows, c => new(c.LastMessageAt, c.Id)));
    }

    /// <summary>Each conversation is asked for its contact, in the list's order: a page of hits is found without looking at all of them.</summary>
    private static Expression<Func<ConversationRow, bool>> Found(ThreadwayDb db, string search)
    {
        var name = search.ToLowerInvariant();
        // What has letters is no number, whatever digits it has besides.
        var digits = search.Any(char.IsLetter) ? "" : TypedText.DigitsOf(search);
#pragma warning disable CA1304, CA1311, CA1862 // The database does it, which has one culture and no StringComparison.
        return conversation => db.Contacts.Any(contact => contact.Id == conversation.ContactId
            && ((digits != "" && (contact.WaId!.Contains(digits) || contact.Typed!.Contains(digits)))
                || contact.Name!.ToLower().Contains(name)
                || contact.Username!.ToLower().Contains(name)));
#pragma warning restore CA1304, CA1311, CA1862
    }
}
