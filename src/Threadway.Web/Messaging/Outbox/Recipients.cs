using Microsoft.EntityFrameworkCore;
using Threadway.Web.Data;
using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Messaging.Outbox;

/// <summary>What is known of those whom a call is for: looked up, and not made. Each is asked for once, however many messages it gets.</summary>
internal sealed class Recipients(IDbContextFactory<ThreadwayDb> databases, Guid connectionId)
{
    private readonly Dictionary<string, (ContactRow?, ConversationRow?)> known = new(StringComparer.Ordinal);

    /// <summary>Those of a batch, by three questions: asked for one by one, they took longer than all else that a batch is looked at for.</summary>
    public async Task LoadAsync(IReadOnlyCollection<DraftRecipient> people, CancellationToken cancellationToken)
    {
        var named = people.Where(to => to.GroupId is null).DistinctBy(to => to.Typed).ToDictionary(to => to.Typed, to => NamesOf(to).Keys.ToArray());
        if (named.Count < 2) return;

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var keys = named.Values.SelectMany(names => names).Distinct().ToArray();
        var found = await db.ContactKeys.Where(k => k.ConnectionId == connectionId && EF.Parameter(keys).Contains(k.Key))
            .ToDictionaryAsync(k => k.Key, k => k.ContactId, cancellationToken);
        var ids = found.Values.Distinct().ToArray();
        var contacts = await db.Contacts.AsNoTracking().Where(c => EF.Parameter(ids).Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        var conversations = await db.Conversations.AsNoTracking().Where(c => c.ContactId != null && EF.Parameter(ids).Contains(c.ContactId.Value))
            .ToDictionaryAsync(c => c.ContactId!.Value, cancellationToken);
        foreach (var (typed, names) in named)
        {
            known[typed] = names.FirstOrDefault(found.ContainsKey) is { } name
                ? (contacts.GetValueOrDefault(found[name]), conversations.GetValueOrDefault(found[name]))
                : (null, null);
        }
    }

    public async Task<(ContactRow? Contact, ConversationRow? Conversation)> FindAsync(DraftRecipient to, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(to.Typed, out var found)) return found;

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (to.GroupId is { } group)
            return known[to.Typed] = (null, await db.Conversations.AsNoTracking().FirstOrDefaultAsync(c => c.ConnectionId == connectionId && c.GroupId == group, cancellationToken));

        var keys = NamesOf(to).Keys.ToArray();
        var contactId = await db.ContactKeys.Where(k => k.ConnectionId == connectionId && keys.Contains(k.Key)).Select(k => (Guid?)k.ContactId).FirstOrDefaultAsync(cancellationToken);
        if (contactId is null) return known[to.Typed] = (null, null);
        return known[to.Typed] = (
            await db.Contacts.AsNoTracking().FirstOrDefaultAsync(c => c.Id == contactId, cancellationToken),
            await db.Conversations.AsNoTracking().FirstOrDefaultAsync(c => c.ContactId == contactId, cancellationToken));
    }

    public static ContactNames NamesOf(DraftRecipient to) => new(Typed: to.Digits, ScopedUserId: to.ScopedUserId, GroupId: to.GroupId);
}
