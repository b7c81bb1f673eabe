using Microsoft.EntityFrameworkCore;
using Threadway.Web.Data;

namespace Threadway.Web.Messaging.Conversations.Reading;

/// <summary>What belongs to rows that were found already, for all of them at once: their numbers, contacts and last messages.</summary>
internal static class AnswerQueries
{
    public static async Task<IReadOnlyList<MessageAnswer>> AnswerAsync(this ThreadwayDb db, IReadOnlyList<MessageRow> messages, CancellationToken cancellationToken)
    {
        var numbers = await db.NumbersAsync(messages.Select(m => m.ConnectionId), cancellationToken);
        var ids = messages.Select(m => m.ConversationId).Distinct().ToList();
        var contacts = await db.Conversations.AsNoTracking().Where(c => ids.Contains(c.Id))
            .Join(db.Contacts, conversation => conversation.ContactId, contact => contact.Id, (conversation, contact) => new { conversation.Id, Contact = contact })
            .ToDictionaryAsync(found => found.Id, found => found.Contact, cancellationToken);
        return [.. messages.Select(m => MessageAnswer.Of(m, numbers[m.ConnectionId], contacts.GetValueOrDefault(m.ConversationId)))];
    }

    public static async Task<IReadOnlyList<ConversationAnswer>> AnswerAsync(
        this ThreadwayDb db, IReadOnlyList<ConversationRow> conversations, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var numbers = await db.NumbersAsync(conversations.Select(c => c.ConnectionId), cancellationToken);
        var contactIds = conversations.Where(c => c.ContactId is not null).Select(c => c.ContactId!.Value).ToList();
        var contacts = await db.Contacts.AsNoTracking().Where(c => contactIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        var lastIds = conversations.Where(c => c.LastMessageId is not null).Select(c => c.LastMessageId!.Value).ToList();
        var last = await db.Messages.AsNoTracking().Where(m => lastIds.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancellationToken);
        return
        [
            .. conversations.Select(c => ConversationAnswer.Of(
                c,
                numbers[c.ConnectionId],
                c.ContactId is { } contact ? contacts.GetValueOrDefault(contact) : null,
                c.LastMessageId is { } message ? last.GetValueOrDefault(message) : null,
                now)),
        ];
    }

    private static Task<Dictionary<Guid, string>> NumbersAsync(this ThreadwayDb db, IEnumerable<Guid> connections, CancellationToken cancellationToken)
    {
        var ids = connections.Distinct().ToList();
        return db.Connections.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.PhoneNumberId, cancellationToken);
    }
}
