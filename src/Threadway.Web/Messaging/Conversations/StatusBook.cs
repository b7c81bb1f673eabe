using Microsoft.EntityFrameworkCore;
using Threadway.Web.Data;

namespace Threadway.Web.Messaging.Conversations;

/// <summary>Brings statuses and the messages that they are of together, whichever came first.</summary>
internal static class StatusBook
{
    /// <summary>
    /// For whoever wrote wamids of messages that Kapso accepted, in the same transaction: statuses that came before are joined, and
    /// change the messages as though they came now. The transaction has the connection's turn (<see cref="ContactBook.Turn"/>) since
    /// before it wrote the wamids: else a status that is stored at the same moment could miss its message, and the two could wait for
    /// each other. Saves what the context holds.
    /// </summary>
    /// <param name="db">The context of the transaction; messages that it has loaded are as they are in the database.</param>
    /// <param name="connectionId">Whose messages they are.</param>
    /// <param name="accepted">Which message a wamid is.</param>
    /// <param name="now">When this is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task JoinAsync(
        ThreadwayDb db, Guid connectionId, IReadOnlyDictionary<string, Guid> accepted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (accepted.Count == 0) return;

        await db.WaitForTurnAsync(ContactBook.Turn(connectionId), cancellationToken);
        var wamids = accepted.Keys.ToArray();
        var statuses = await db.MessageStatuses
            .Where(s => s.ConnectionId == connectionId && EF.Parameter(wamids).Contains(s.Wamid) && s.MessageId == null).ToListAsync(cancellationToken);
        if (statuses.Count == 0) return;

        foreach (var status in statuses) status.MessageId = accepted[status.Wamid];
        var ids = statuses.Select(status => status.MessageId!.Value).Distinct().ToArray();
        var messages = await db.Messages.Where(m => m.ConnectionId == connectionId && EF.Parameter(ids).Contains(m.Id)).ToListAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await ApplyAsync(db, messages, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>
    /// Brings messages to where all of their stored statuses say they are, and with them what a failure says of the window and of the
    /// contact's wish for marketing. The caller saves. Returns those that changed.
    /// </summary>
    public static async Task<IReadOnlyList<MessageRow>> ApplyAsync(
        ThreadwayDb db, IReadOnlyCollection<MessageRow> messages, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = messages.Select(message => message.Id).Distinct().ToArray();
        if (ids.Length == 0) return [];

        var statuses = (await db.MessageStatuses.Where(s => s.MessageId != null && EF.Parameter(ids).Contains(s.MessageId.Value)).ToListAsync(cancellationToken))
            .ToLookup(status => status.MessageId!.Value);
        var changed = new List<MessageRow>();
        var told = new List<(MessageRow Message, MessageStatusRow Status, StatusError Error)>();
        foreach (var message in messages)
        {
            if (!MessageLife.Apply(message, [.. statuses[message.Id]])) continue;
            message.ChangedAt = now;
            changed.Add(message);
            told.AddRange(from status in statuses[message.Id]
                          where status.Status == "failed"
                          let error = StatusError.Of(status.Raw)
                          where error.ClosesWindow || error.StopsMarketing
                          select (message, status, error));
        }
        if (told.Count > 0) await TellAsync(db, told, now, cancellationToken);
        return changed;
    }

    /// <summary>The window is closed until the contact writes later than that; marketing is stopped until a newer decision.</summary>
    private static async Task TellAsync(
        ThreadwayDb db, List<(MessageRow Message, MessageStatusRow Status, StatusError Error)> told, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = told.Select(one => one.Message.ConversationId).Distinct().ToArray();
        var conversations = await db.Conversations.Where(c => EF.Parameter(ids).Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        var people = conversations.Values.Select(conversation => conversation.ContactId).OfType<Guid>().ToArray();
        var contacts = await db.Contacts.Where(c => EF.Parameter(people).Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        foreach (var (message, status, error) in told)
        {
            if (!conversations.TryGetValue(message.ConversationId, out var conversation)) continue;

            if (error.ClosesWindow && !(conversation.WindowClosedAt >= status.At))
                (conversation.WindowClosedAt, conversation.ChangedAt) = (status.At, now);
            if (error.StopsMarketing && conversation.ContactId is { } id && contacts.TryGetValue(id, out var contact) && !(contact.MarketingAt >= status.At))
                (contact.MarketingStopped, contact.MarketingAt, conversation.ChangedAt) = (true, status.At, now);
        }
    }
}
