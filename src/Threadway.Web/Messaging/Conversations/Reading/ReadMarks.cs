using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Cluster;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Data;
using Threadway.Web.Hosting;
using Threadway.Web.Kapso;
using Threadway.Web.Kapso.Budget;

namespace Threadway.Web.Messaging.Conversations.Reading;

/// <summary>How marking a conversation as read went.</summary>
internal abstract record ReadOutcome;

internal sealed record MarkedRead : ReadOutcome;

internal sealed record NoSuchConversation : ReadOutcome;

/// <summary>It was read here already, and Kapso did not tell the contact: nothing was done.</summary>
internal sealed record ReadNotTold(string? ProviderSentence) : ReadOutcome;

/// <summary>Marks a conversation as read: here, and at the contact's, who sees blue ticks.</summary>
internal sealed partial class ReadMarks(
    IDbContextFactory<ThreadwayDb> databases, KapsoClient kapso, UserChanges changes, PersonWait wait, TimeProvider time, ILogger<ReadMarks> logger)
{
    /// <summary>WhatsApp marks nothing that is older (contract 12.1).</summary>
    private static readonly TimeSpan LongestUnread = TimeSpan.FromDays(30);

    /// <param name="tellContact">Null for what is usual with the number.</param>
    /// <exception cref="KapsoBudgetException">It was read here already, and Kapso's requests of this minute are used up.</exception>
    public async Task<ReadOutcome> MarkAsync(Guid userId, Guid conversationId, bool? tellContact, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var number = await db.Conversations.Where(c => c.Id == conversationId && c.UserId == userId)
            .Join(db.Connections, conversation => conversation.ConnectionId, connection => connection.Id, (_, connection) => connection)
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellationToken);
        if (number is null) return new NoSuchConversation();

        var now = time.GetUtcNow();
        // Looked for first: what arrives from here on is neither counted as read nor told.
        var newest = await db.Messages
            .Where(m => m.ConversationId == conversationId && m.At >= now - LongestUnread && m.Author == MessageAuthor.Contact && m.Wamid != null)
            .OrderByDescending(m => m.At).ThenByDescending(m => m.Id)
            .Select(m => m.Wamid)
            .FirstOrDefaultAsync(cancellationToken);
        var marked = await db.Conversations.Where(c => c.Id == conversationId && c.Unread > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Unread, 0).SetProperty(c => c.ChangedAt, now), cancellationToken) > 0;
        if (marked) changes.Publish(userId);

        // What was read before was told before, unless the caller wants it told.
        if (newest is null || !(tellContact ?? (marked && IsTold(number)))) return new MarkedRead();
        return await TellAsync(userId, number.PhoneNumberId, newest, nothingElseDone: !marked, cancellationToken);
    }

    /// <summary>Not of a number that is in use on a phone as well: the badge there would go although nobody looked at it.</summary>
    private static bool IsTold(Connection number) => number.ConnectionType == ConnectionType.Dedicated && number.Status == ConnectionStatus.Connected;

    private async Task<ReadOutcome> TellAsync(Guid userId, string phoneNumberId, string wamid, bool nothingElseDone, CancellationToken cancellationToken)
    {
        using var limit = wait.Begin();
        using var work = KapsoWork.Begin(KapsoPriority.Person, userId);
        try
        {
            await kapso.Messages.MarkReadAsync(phoneNumberId, wamid, cancellationToken: cancellationToken);
        }
        catch (KapsoException e)
        {
            Log.NotTold(logger, e.Reason());
            // The conversation is read where the caller looks. That the contact sees it later, with the next message that is read,
            // is nothing that a caller could mend; only a call that did nothing at all says so.
            if (nothingElseDone) return e is KapsoRateLimitException busy ? throw new KapsoBudgetException(busy) : new ReadNotTold(e.Explanation);
        }
        return new MarkedRead();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "A contact was not told that their messages were read: {Reason}")]
        public static partial void NotTold(ILogger logger, string reason);
    }
}
