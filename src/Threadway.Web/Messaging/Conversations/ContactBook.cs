using Threadway.Web.Data;

namespace Threadway.Web.Messaging.Conversations;

/// <summary>
/// Finds the conversation of whoever is named, and makes it where there is none; what turns out to be one person becomes one.
/// <para>
/// Whoever calls has the connection's turn (<see cref="Turn"/>): <c>db.InTurnAsync(ContactBook.Turn(connectionId), ...)</c>, or
/// <c>db.WaitForTurnAsync</c> first in a transaction of its own. What writes wamids or a conversation's end does so in that turn as
/// well, so that no two make one contact, and no status misses its message. Nothing else may be locked before the turn is had.
/// </para>
/// </summary>
internal sealed partial class ContactBook(IEnumerable<IConversationJoins> joins, ILogger<ContactBook> logger)
{
    private readonly IConversationJoins[] joins = [.. joins];

    public static string Turn(Guid connectionId) => $"contacts:{connectionId}";

    /// <summary>
    /// The conversation of each, in order; the same names twice are the same row. What is new is in the context and stored by the
    /// caller; where two contacts turn out to be one, all that the context holds is saved on the way, in the caller's transaction.
    /// </summary>
    /// <exception cref="ArgumentException">One of them names nobody.</exception>
    public async Task<IReadOnlyList<ConversationRow>> OpenAsync(
        ThreadwayDb db, Guid userId, Guid connectionId, IReadOnlyList<ContactNames> names, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (names.Any(one => one.IsNobody)) throw new ArgumentException("Somebody must be named.", nameof(names));

        var hand = await LoadAsync(db, [.. names.Select(one => new NamedContact(connectionId, one))], now, cancellationToken);
        var opened = new List<ConversationRow>(names.Count);
        foreach (var one in names) opened.Add(await hand.OpenAsync(userId, connectionId, one, said: default, cancellationToken));
        Tell(hand);
        // What a later one of them joined is gone by now.
        return [.. opened.Select(hand.Standing)];
    }

    /// <summary>
    /// What Kapso's answer to a send told of the contact. Where a name of theirs is another contact's, the two are one: the older
    /// stays, and messages, lines and keys of the other go there. Returns the conversation that stands from then on, whose id is
    /// another than what was asked for where it moved; null where there is no such conversation.
    /// </summary>
    public async Task<ConversationRow?> LearnAsync(
        ThreadwayDb db, Guid conversationId, ContactNames learnt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await db.Conversations.FindAsync([conversationId], cancellationToken) is not { } conversation) return null;
        return (await LearnManyAsync(db, conversation.ConnectionId, [(conversationId, learnt)], now, cancellationToken))[0];
    }

    /// <summary>The same of several answers to one number, in order.</summary>
    public async Task<IReadOnlyList<ConversationRow?>> LearnManyAsync(
        ThreadwayDb db, Guid connectionId, IReadOnlyList<(Guid ConversationId, ContactNames Learnt)> all, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hand = await LoadAsync(db, [.. all.Select(one => new NamedContact(connectionId, one.Learnt))], now, cancellationToken);
        await hand.AddConversationsAsync([.. all.Select(one => one.ConversationId)], cancellationToken);
        foreach (var (id, learnt) in all)
        {
            if (hand.ById(id) is { ContactId: { } contactId } conversation && learnt.Keys.Any())
                await hand.LearnAsync(conversation.UserId, connectionId, learnt, new Said(IsNewest: true, About: contactId), cancellationToken);
        }
        Tell(hand);
        return [.. all.Select(one => hand.ById(one.ConversationId))];
    }

    /// <summary>For who needs many at once, of several connections whose turns it has.</summary>
    public Task<ContactsAtHand> LoadAsync(ThreadwayDb db, IReadOnlyCollection<NamedContact> named, DateTimeOffset now, CancellationToken cancellationToken) =>
        ContactsAtHand.LoadAsync(db, named, now, joins, cancellationToken);

    public void Tell(ContactsAtHand hand)
    {
        if (hand.Joins > 0) Log.Joined(logger, hand.Joins);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Contacts turned out to be others that were known already: {Count}")]
        public static partial void Joined(ILogger logger, int count);
    }
}
