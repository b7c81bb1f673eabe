using Threadway.Kapso;
using Threadway.Web.Data;

namespace Threadway.Web.Messaging.Conversations.Receiving;

/// <summary>Stores what was written, by whomever, once; and what is told of what went out, for whoever brings messages as far as that says.</summary>
internal sealed class WrittenMessages(ThreadwayDb db, MessagesAtHand messages, ArrivalIds ids, DateTimeOffset now)
{
    private readonly HashSet<Guid> changed = [];
    private readonly HashSet<MessageRow> withStatuses = [];
    private readonly Dictionary<Guid, int> unread = [];
    private readonly Dictionary<Guid, ConversationRow> conversations = [];

    /// <summary>Users of whom something else is shown now.</summary>
    public IReadOnlyCollection<Guid> Changed => changed;

    /// <summary>Those of which a status was stored.</summary>
    public IReadOnlyCollection<MessageRow> WithStatuses => withStatuses;

    /// <summary>By how many more each conversation is unread.</summary>
    public IReadOnlyDictionary<Guid, int> Unread => unread;

    public async Task WriteAsync(IReadOnlyList<Taken> taken, CancellationToken cancellationToken)
    {
        foreach (var conversation in taken.Select(one => one.Conversation).OfType<ConversationRow>()) conversations[conversation.Id] = conversation;
        var outbound = taken.Where(one => one.Heard is { Message: not null, IsInbound: false }).ToList();
        var unknown = outbound.Where(one => one.Conversation is not null && messages.Find(one.Number.Id, one.Heard.Message!) is null).ToList();
        await messages.LoadByTailAsync(db, unknown, cancellationToken);
        var statuses = await StatusesAtHand.LoadAsync(db, outbound, ids, cancellationToken);
        foreach (var one in taken.Where(one => one.Heard.Message is not null))
        {
            if (one.Heard.IsInbound) Receive(one, one.Heard.Message!);
            else await FollowAsync(one, one.Heard.Message!, statuses, cancellationToken);
        }
    }

    public void Touch(MessageRow message)
    {
        message.ChangedAt = now;
        changed.Add(message.UserId);
        if (conversations.TryGetValue(message.ConversationId, out var conversation)) conversation.ChangedAt = now;
    }

    private void Receive(Taken one, Message message)
    {
        if (messages.Exactly(one.Number.Id, message.Id) is { } known)
        {
            var extras = MessageContents.Filled(known.Extras, MessageContents.ExtrasOf(message));
            if (extras == known.Extras) return;
            known.Extras = extras;
            Touch(known);
            return;
        }
        if (one.Conversation is not { } conversation) return;

        Add(one, message, conversation, one.Heard.IsHistory ? MessageAuthor.History : MessageAuthor.Contact, MessageState.Received);
        if (one.Heard.CountsAsUnread) unread[conversation.Id] = unread.GetValueOrDefault(conversation.Id) + 1;
    }

    private async Task FollowAsync(Taken one, Message message, StatusesAtHand statuses, CancellationToken cancellationToken)
    {
        var (own, exact) = (messages.Own(one.Number.Id, message), messages.Exactly(one.Number.Id, message.Id));
        if (own is not null && exact is not null && own != exact && IsEventsOwn(exact)) await ReplaceAsync(exact, own, statuses, cancellationToken);
        var row = own ?? exact ?? (one.Conversation is { } within ? messages.Alike(within, message.Id) : null);
        if (row is null && one.Conversation is { } conversation && !one.Heard.IsStatusAlone && !MayBeOneOfOurs(message, conversation))
            row = Add(one, message, conversation, AuthorOf(message), MessageState.Accepted);

        if (row is { Wamid: null }) Settle(row, message);
        if (statuses.Record(one, message, row) && row is not null) withStatuses.Add(row);
    }

    /// <summary>What has a wamid was accepted, whether or not we heard that answer.</summary>
    private void Settle(MessageRow message, Message told)
    {
        (message.Wamid, message.WamidTail, message.DoubtSince) = (told.Id, Wamids.TailOf(told.Id), null);
        if (message.State is MessageState.Queued or MessageState.Sending or MessageState.Unknown) message.State = MessageState.Accepted;
        message.AcceptedAt ??= told.Statuses.Select(status => status.Timestamp).Min() ?? now;
        messages.Keep(message);
        Touch(message);
    }

    /// <summary>An event that did not say whose it is came before one that does: it was ours.</summary>
    private async Task ReplaceAsync(MessageRow copy, MessageRow own, StatusesAtHand statuses, CancellationToken cancellationToken)
    {
        statuses.Move(copy, own);
        messages.Forget(copy);
        withStatuses.Remove(copy);
        withStatuses.Add(own);
        foreach (var conversation in conversations.Values.Where(conversation => conversation.LastMessageId == copy.Id)) conversation.LastMessageId = own.Id;
        // Its wamid must be free before it is the other's.
        db.Messages.Remove(copy);
        await db.SaveChangesAsync(cancellationToken);
    }

    private MessageRow Add(Taken one, Message message, ConversationRow conversation, MessageAuthor author, MessageState state)
    {
        var row = new MessageRow
        {
            Id = ids.Next(),
            UserId = one.Number.UserId,
            ConnectionId = one.Number.Id,
            ConversationId = conversation.Id,
            Wamid = message.Id,
            WamidTail = Wamids.TailOf(message.Id),
            Author = author,
            Type = MessageContents.TypeOf(message),
            Content = MessageContents.ContentOf(message),
            ReplyTo = MessageContents.ReplyToOf(message),
            Extras = MessageContents.ExtrasOf(message),
            State = state,
            At = one.Heard.At,
            ReadyAt = one.Heard.At,
            CreatedAt = now,
            ChangedAt = now,
        };
        db.Messages.Add(row);
        messages.Keep(row);
        if (conversation.LastMessageId is null || row.At >= conversation.LastMessageAt) (conversation.LastMessageId, conversation.LastMessageAt) = (row.Id, row.At);
        conversation.ChangedAt = now;
        changed.Add(row.UserId);
        return row;
    }

    /// <summary>
    /// While one of ours is on its way to the same person and nobody knows its wamid, a message that does not say whose it is waits with
    /// its statuses: they are joined when the answer comes, or it is taken for another program's at its next event.
    /// </summary>
    private bool MayBeOneOfOurs(Message message, ConversationRow conversation) =>
        AuthorOf(message) == MessageAuthor.Product && messages.MayBeOnItsWay(conversation, message);

    /// <summary>What another program sends with the same key is the product's as well, of no key of ours and to nobody that was typed here.</summary>
    private static MessageAuthor AuthorOf(Message message) =>
        message.Origin == MessageOrigin.BusinessApp ? MessageAuthor.OwnerPhone
        : message.Origin == MessageOrigin.HistorySync ? MessageAuthor.History
        : MessageAuthor.Product;

    private static bool IsEventsOwn(MessageRow message) => message is { Author: MessageAuthor.Product, ApiKeyId: null, To: null };
}
