using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Data;

namespace Threadway.Web.Messaging.Conversations.Receiving;

/// <summary>The messages that events name: exactly by wamid, by our own id in what a status carries, or by what wamids end in.</summary>
internal sealed class MessagesAtHand
{
    private readonly Dictionary<(Guid Connection, string Wamid), MessageRow> byWamid = [];
    private readonly Dictionary<(Guid Connection, Guid Id), MessageRow> byId = [];
    private readonly Dictionary<(Guid Conversation, string Tail), MessageRow> byTail = [];
    private HashSet<(Guid Conversation, string Type)> onTheirWay = [];

    public static async Task<MessagesAtHand> LoadAsync(ThreadwayDb db, IReadOnlyCollection<Taken> taken, CancellationToken cancellationToken)
    {
        var hand = new MessagesAtHand();
        var connections = taken.Select(one => one.Number.Id).Distinct().ToArray();
        var wamids = taken.Select(one => one.Heard.Message?.Id).OfType<string>().Distinct().ToArray();
        if (wamids.Length == 0) return hand;

        hand.Keep(await db.Messages
            .Where(m => EF.Parameter(connections).Contains(m.ConnectionId) && m.Wamid != null && EF.Parameter(wamids).Contains(m.Wamid)).ToListAsync(cancellationToken));
        var ids = taken.Select(one => one.Heard.Message).OfType<Message>().SelectMany(OwnIds).Where(id => !hand.byId.Keys.Any(key => key.Id == id)).Distinct().ToArray();
        if (ids.Length > 0)
            hand.Keep(await db.Messages.Where(m => EF.Parameter(ids).Contains(m.Id) && EF.Parameter(connections).Contains(m.ConnectionId)).ToListAsync(cancellationToken));
        return hand;
    }

    /// <summary>Of messages that are known by none of their names yet: those of their conversations that end alike, and where one of ours is on its way.</summary>
    public async Task LoadByTailAsync(ThreadwayDb db, IReadOnlyCollection<Taken> unknown, CancellationToken cancellationToken)
    {
        var tails = unknown.Select(one => Wamids.TailOf(one.Heard.Message!.Id)).OfType<string>().Distinct().ToArray();
        var conversations = unknown.Select(one => one.Conversation!.Id).Distinct().ToArray();
        if (conversations.Length == 0) return;

        if (tails.Length > 0)
        {
            foreach (var message in await db.Messages
                .Where(m => EF.Parameter(conversations).Contains(m.ConversationId) && m.WamidTail != null && EF.Parameter(tails).Contains(m.WamidTail))
                .OrderBy(m => m.Id).ToListAsync(cancellationToken))
            {
                byTail.TryAdd((message.ConversationId, message.WamidTail!), message);
            }
        }
        var connections = unknown.Select(one => one.Number.Id).Distinct().ToArray();
        onTheirWay = [.. await db.Messages.Where(m => EF.Parameter(connections).Contains(m.ConnectionId) && m.State == MessageState.Sending)
            .Select(m => new { m.ConversationId, m.Type }).AsAsyncEnumerable().Select(m => (m.ConversationId, m.Type)).ToListAsync(cancellationToken)];
    }

    public MessageRow? Find(Guid connectionId, Message message) =>
        Own(connectionId, message) ?? byWamid.GetValueOrDefault((connectionId, message.Id));

    /// <summary>Ours, by the id that was sent along.</summary>
    public MessageRow? Own(Guid connectionId, Message message) =>
        OwnIds(message).Select(id => byId.GetValueOrDefault((connectionId, id))).FirstOrDefault(own => own is not null);

    public MessageRow? Exactly(Guid connectionId, string wamid) => byWamid.GetValueOrDefault((connectionId, wamid));

    /// <summary>By what its wamids end in: an outbound one that is known under another.</summary>
    public MessageRow? Alike(ConversationRow conversation, string wamid) =>
        Wamids.TailOf(wamid) is { } tail && byTail.GetValueOrDefault((conversation.Id, tail)) is { State: not MessageState.Received } message ? message : null;

    /// <summary>Whether one of ours may be this: nobody knows its wamid yet, and this does not say whose it is.</summary>
    public bool MayBeOnItsWay(ConversationRow conversation, Message message) =>
        onTheirWay.Contains((conversation.Id, MessageContents.TypeOf(message))) && message.Statuses.All(status => string.IsNullOrEmpty(status.CallbackData));

    public void Keep(MessageRow message)
    {
        byId[(message.ConnectionId, message.Id)] = message;
        if (message.Wamid is { } wamid) byWamid[(message.ConnectionId, wamid)] = message;
        if (message.WamidTail is { } tail) byTail.TryAdd((message.ConversationId, tail), message);
    }

    /// <summary>The wamid is another's from now on.</summary>
    public void Forget(MessageRow message)
    {
        byId.Remove((message.ConnectionId, message.Id));
        if (message.Wamid is { } wamid) byWamid.Remove((message.ConnectionId, wamid));
        if (message.WamidTail is { } tail) byTail.Remove((message.ConversationId, tail));
    }

    private void Keep(List<MessageRow> messages) => messages.ForEach(Keep);

    private static IEnumerable<Guid> OwnIds(Message message) =>
        message.Statuses.Select(status => Guid.TryParse(status.CallbackData, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct();
}
