using Microsoft.EntityFrameworkCore;
using Threadway.Web.Data;

namespace Threadway.Web.Messaging.Conversations;

internal readonly record struct NamedContact(Guid ConnectionId, ContactNames Names);

/// <summary>How what is said of a contact is to be weighed against what is known.</summary>
/// <param name="IsNewest">Whether nothing newer was heard of the contact: a name that nobody knew then takes the old one's place.</param>
/// <param name="Before">Names that were the contact's until now.</param>
/// <param name="About">The contact that it is said of, where that is known.</param>
internal readonly record struct Said(bool IsNewest = false, ContactNames? Before = null, Guid? About = null);

/// <summary>
/// The contacts and conversations of those who are named, of any number of connections, loaded by three questions. It has their
/// connections' turns: nobody else adds to them meanwhile.
/// </summary>
internal sealed class ContactsAtHand
{
    private readonly ThreadwayDb db;
    private readonly DateTimeOffset now;
    private readonly IReadOnlyList<IConversationJoins> joins;
    private readonly Dictionary<(Guid Connection, string Key), Guid> keys = [];
    private readonly Dictionary<Guid, ContactRow> contacts = [];
    private readonly Dictionary<Guid, ConversationRow> conversations = [];
    private readonly Dictionary<(Guid Connection, string Group), ConversationRow> groups = [];
    private readonly Dictionary<Guid, ConversationRow> byId = [];
    private readonly Dictionary<Guid, ConversationRow> joinedInto = [];

    private ContactsAtHand(ThreadwayDb db, DateTimeOffset now, IReadOnlyList<IConversationJoins> joins) => (this.db, this.now, this.joins) = (db, now, joins);

    /// <summary>How many contacts turned out to be others.</summary>
    public int Joins { get; private set; }

    public static async Task<ContactsAtHand> LoadAsync(
        ThreadwayDb db, IReadOnlyCollection<NamedContact> named, DateTimeOffset now, IReadOnlyList<IConversationJoins> joins, CancellationToken cancellationToken)
    {
        var hand = new ContactsAtHand(db, now, joins);
        var connections = named.Select(one => one.ConnectionId).Distinct().ToArray();
        var keys = named.Where(one => one.Names.GroupId is null).SelectMany(one => one.Names.Keys).Distinct().ToArray();
        if (keys.Length > 0)
        {
            foreach (var key in await db.ContactKeys.AsNoTracking()
                .Where(k => EF.Parameter(connections).Contains(k.ConnectionId) && EF.Parameter(keys).Contains(k.Key)).ToListAsync(cancellationToken))
            {
                hand.keys[(key.ConnectionId, key.Key)] = key.ContactId;
            }
            await hand.AddAsync([.. hand.keys.Values.Distinct()], cancellationToken);
        }

        var groups = named.Select(one => one.Names.GroupId).OfType<string>().Distinct().ToArray();
        if (groups.Length > 0)
        {
            foreach (var group in await db.Conversations
                .Where(c => EF.Parameter(connections).Contains(c.ConnectionId) && c.GroupId != null && EF.Parameter(groups).Contains(c.GroupId)).ToListAsync(cancellationToken))
            {
                hand.Keep(group);
            }
        }
        return hand;
    }

    public Task AddAsync(Guid contactId, CancellationToken cancellationToken) => AddAsync([contactId], cancellationToken);

    public async Task AddConversationsAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        ids = [.. ids.Where(id => !byId.ContainsKey(id)).Distinct()];
        if (ids.Length == 0) return;

        foreach (var conversation in await db.Conversations.Where(c => EF.Parameter(ids).Contains(c.Id)).ToListAsync(cancellationToken)) Keep(conversation);
        var people = ids.Select(ById).Select(conversation => conversation?.ContactId).OfType<Guid>().Where(id => !contacts.ContainsKey(id)).ToArray();
        if (people.Length == 0) return;
        foreach (var contact in await db.Contacts.Where(c => EF.Parameter(people).Contains(c.Id)).ToListAsync(cancellationToken)) contacts[contact.Id] = contact;
    }

    public ConversationRow? ById(Guid conversationId) => byId.TryGetValue(conversationId, out var conversation) ? Standing(conversation) : null;

    public ConversationRow? Of(ContactRow contact) => conversations.GetValueOrDefault(contact.Id);

    /// <summary>The conversation as it stands, where it was joined to another meanwhile.</summary>
    public ConversationRow Standing(ConversationRow conversation)
    {
        while (joinedInto.TryGetValue(conversation.Id, out var other)) conversation = other;
        return conversation;
    }

    /// <summary>The conversation of whoever is named, if there is one; learns nothing.</summary>
    public ConversationRow? Find(Guid connectionId, ContactNames names) => names.GroupId is { } group
        ? groups.GetValueOrDefault((connectionId, group))
        : Held(connectionId, names.Keys).Select(contact => conversations.GetValueOrDefault(contact.Id)).FirstOrDefault(found => found is not null);

    public async Task<ConversationRow> OpenAsync(Guid userId, Guid connectionId, ContactNames names, Said said, CancellationToken cancellationToken)
    {
        if (names.GroupId is { } group)
        {
            return groups.GetValueOrDefault((connectionId, group))
                ?? Made(new() { Id = Guid.CreateVersion7(now), UserId = userId, ConnectionId = connectionId, GroupId = group, CreatedAt = now });
        }

        var contact = await LearnAsync(userId, connectionId, names, said, cancellationToken);
        return Of(contact) ?? Made(new() { Id = Guid.CreateVersion7(now), UserId = userId, ConnectionId = connectionId, ContactId = contact.Id, CreatedAt = now });
    }

    /// <summary>The contact of these names, made where nobody has one of them; several who have one each become one.</summary>
    public async Task<ContactRow> LearnAsync(Guid userId, Guid connectionId, ContactNames names, Said said, CancellationToken cancellationToken)
    {
        var known = Held(connectionId, names.Keys.Concat(said.Before?.Keys ?? []))
            .Concat(said.About is { } id && contacts.TryGetValue(id, out var about) ? [about] : [])
            .Distinct().OrderBy(contact => contact.CreatedAt).ThenBy(contact => contact.Id).ToList();
        // Before they are joined: who is found by a name knows best which name came after it.
        var learnt = new LearntNames(names, known, key => keys.TryGetValue((connectionId, key), out var holder) ? contacts[holder] : null, contact => Of(contact)?.LastInboundAt, said);
        var contact = known.Count > 0 ? known[0] : MadeContact(new() { Id = Guid.CreateVersion7(now), UserId = userId, ConnectionId = connectionId, CreatedAt = now });
        foreach (var other in known.Skip(1)) await JoinAsync(contact, other, cancellationToken);

        learnt.WriteTo(contact);
        foreach (var key in names.Keys.Concat(said.Before?.Keys ?? []))
        {
            if (keys.TryAdd((connectionId, key), contact.Id)) db.ContactKeys.Add(new() { ConnectionId = connectionId, Key = key, ContactId = contact.Id });
        }
        return contact;
    }

    private IEnumerable<ContactRow> Held(Guid connectionId, IEnumerable<string> names) =>
        names.Where(key => keys.ContainsKey((connectionId, key))).Select(key => contacts[keys[(connectionId, key)]]).Distinct();

    private async Task AddAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        if (ids.Length == 0) return;

        foreach (var contact in await db.Contacts.Where(c => EF.Parameter(ids).Contains(c.Id)).ToListAsync(cancellationToken)) contacts[contact.Id] = contact;
        foreach (var conversation in await db.Conversations
            .Where(c => c.ContactId != null && EF.Parameter(ids).Contains(c.ContactId.Value)).ToListAsync(cancellationToken))
        {
            Keep(conversation);
        }
    }

    private ContactRow MadeContact(ContactRow contact)
    {
        db.Contacts.Add(contact);
        return contacts[contact.Id] = contact;
    }

    private ConversationRow Made(ConversationRow conversation)
    {
        (conversation.LastMessageAt, conversation.ChangedAt) = (now, now);
        db.Conversations.Add(conversation);
        return Keep(conversation);
    }

    private ConversationRow Keep(ConversationRow conversation)
    {
        if (conversation.ContactId is { } contact) conversations[contact] = conversation;
        else if (conversation.GroupId is { } group) groups[(conversation.ConnectionId, group)] = conversation;
        return byId[conversation.Id] = conversation;
    }

    /// <summary>All that was the other's is the contact's. Rows that are not loaded move by statements, so what is not stored yet is stored first.</summary>
    private async Task JoinAsync(ContactRow contact, ContactRow other, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        await db.ContactKeys.Where(k => k.ContactId == other.Id).ExecuteUpdateAsync(set => set.SetProperty(k => k.ContactId, contact.Id), cancellationToken);
        foreach (var key in keys.Where(key => key.Value == other.Id).Select(key => key.Key).ToList()) keys[key] = contact.Id;

        if (conversations.Remove(other.Id, out var from))
        {
            if (conversations.TryGetValue(contact.Id, out var to))
            {
                await JoinAsync(from, to, cancellationToken);
                joinedInto[from.Id] = to;
            }
            else
            {
                (from.ContactId, from.ChangedAt) = (contact.Id, now);
                conversations[contact.Id] = from;
            }
        }
        Joins++;
        contacts.Remove(other.Id);
        db.Contacts.Remove(other);
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task JoinAsync(ConversationRow from, ConversationRow to, CancellationToken cancellationToken)
    {
        await db.Messages.Where(m => m.ConversationId == from.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.ConversationId, to.Id).SetProperty(m => m.ChangedAt, now), cancellationToken);
        foreach (var loaded in db.ChangeTracker.Entries<MessageRow>().Where(entry => entry.Entity.ConversationId == from.Id)) loaded.Entity.ConversationId = to.Id;
        foreach (var follower in joins) await follower.JoinAsync(db, from.Id, to.Id, cancellationToken);

        if (!(to.LastInboundAt >= from.LastInboundAt)) to.LastInboundAt = from.LastInboundAt ?? to.LastInboundAt;
        if (!(to.WindowClosedAt >= from.WindowClosedAt)) to.WindowClosedAt = from.WindowClosedAt ?? to.WindowClosedAt;
        to.Unread += from.Unread;
        if (from.LastMessageId is not null && (to.LastMessageId is null || from.LastMessageAt > to.LastMessageAt))
            (to.LastMessageId, to.LastMessageAt) = (from.LastMessageId, from.LastMessageAt);
        to.ChangedAt = now;
        db.Conversations.Remove(from);
    }
}
