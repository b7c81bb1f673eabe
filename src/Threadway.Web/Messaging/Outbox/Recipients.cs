using Microsoft.EntityFrameworkCore;
using Threadway.Web.Data;
using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Messaging.Outbox;

/// <summary>What is known of those whom a call is for: looked up, and not made.</summary>
internal sealed class Recipients
{
    private readonly Dictionary<string, (ContactRow?, ConversationRow?)> known = new(StringComparer.Ordinal);

    /// <summary>All of a batch together: asked for one by one, they took longer than all else that a batch is looked at for.</summary>
    public static async Task<Recipients> LoadAsync(ThreadwayDb db, Guid connectionId, IEnumerable<DraftRecipient> people, CancellationToken cancellationToken)
    {
        var recipients = new Recipients();
        var all = people.DistinctBy(to => to.Typed).ToLookup(to => to.GroupId is null);
        if (all[true].Any()) await recipients.LoadPeopleAsync(db, connectionId, all[true].ToDictionary(to => to.Typed, to => NamesOf(to).Keys.ToArray()), cancellationToken);
        if (all[false].Any()) await recipients.LoadGroupsAsync(db, connectionId, [.. all[false].Select(to => to.Typed)], cancellationToken);
        return recipients;
    }

    public (ContactRow? Contact, ConversationRow? Conversation) Find(DraftRecipient to) => known.GetValueOrDefault(to.Typed);

    public static ContactNames NamesOf(DraftRecipient to) => new(Typed: to.Digits, ScopedUserId: to.ScopedUserId, GroupId: to.GroupId);

    private async Task LoadPeopleAsync(ThreadwayDb db, Guid connectionId, Dictionary<string, string[]> named, CancellationToken cancellationToken)
    {
        var keys = named.Values.SelectMany(names => names).Distinct().ToArray();
        var found = await db.ContactKeys.Where(k => k.ConnectionId == connectionId && EF.Parameter(keys).Contains(k.Key))
            .ToDictionaryAsync(k => k.Key, k => k.ContactId, cancellationToken);
        if (found.Count == 0) return;

        var ids = found.Values.Distinct().ToArray();
        var contacts = await db.Contacts.AsNoTracking().Where(c => EF.Parameter(ids).Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        var conversations = await db.Conversations.AsNoTracking().Where(c => c.ContactId != null && EF.Parameter(ids).Contains(c.ContactId.Value))
            .ToDictionaryAsync(c => c.ContactId!.Value, cancellationToken);
        foreach (var (typed, names) in named)
        {
            if (names.FirstOrDefault(found.ContainsKey) is { } name)
                known[typed] = (contacts.GetValueOrDefault(found[name]), conversations.GetValueOrDefault(found[name]));
        }
    }

    private async Task LoadGroupsAsync(ThreadwayDb db, Guid connectionId, string[] groups, CancellationToken cancellationToken)
    {
        var conversations = db.Conversations.AsNoTracking().Where(c => c.ConnectionId == connectionId && c.GroupId != null && EF.Parameter(groups).Contains(c.GroupId));
        foreach (var conversation in await conversations.ToListAsync(cancellationToken)) known[conversation.GroupId!] = (null, conversation);
    }
}
