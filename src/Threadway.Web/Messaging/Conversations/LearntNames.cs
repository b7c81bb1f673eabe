namespace Threadway.Web.Messaging.Conversations;

/// <summary>
/// What a contact is called after something was said of it, in whatever order things were said: a name that was known already changes
/// nothing, for whoever is found by it knows what came after it; one that nobody knew counts where nothing newer was heard.
/// </summary>
internal sealed class LearntNames
{
    private readonly string? waId;
    private readonly string? typed;
    private readonly string? scopedUserId;
    private readonly string? parentScopedUserId;
    private readonly string? username;
    private readonly string? name;
    private readonly ContactRow? marketing;

    /// <param name="names">What was said.</param>
    /// <param name="known">Those who have one of these names, the one who stays first.</param>
    /// <param name="holderOf">Who has a key.</param>
    /// <param name="heardOf">When a contact last wrote.</param>
    /// <param name="said">How it is to be weighed.</param>
    public LearntNames(
        ContactNames names, IReadOnlyList<ContactRow> known, Func<string, ContactRow?> holderOf, Func<ContactRow, DateTimeOffset?> heardOf, Said said)
    {
        waId = Decide(names.WaId, ContactNames.KeyOfPhone, contact => contact.WaId, said.Before?.WaId);
        scopedUserId = Decide(names.ScopedUserId, ContactNames.KeyOfUser, contact => contact.ScopedUserId, said.Before?.ScopedUserId);
        parentScopedUserId = Decide(names.ParentScopedUserId, ContactNames.KeyOfUser, contact => contact.ParentScopedUserId, said.Before?.ParentScopedUserId);
        typed = known.Select(contact => contact.Typed).FirstOrDefault(text => text is not null) ?? names.Typed;
        username = Shown(names.Username, contact => contact.Username);
        name = Shown(names.Name, contact => contact.Name);
        // The newest decision wins; one that has no number of its own, where there is no other.
        marketing = known.Where(contact => contact.MarketingAt is not null).OrderBy(contact => contact.MarketingSequence ?? -1).ThenBy(contact => contact.MarketingAt).LastOrDefault();

        string? Decide(string? learnt, Func<string, string> key, Func<ContactRow, string?> of, string? before)
        {
            var current = known.Select(of).FirstOrDefault(text => text is not null);
            if (learnt is null) return current;
            if (holderOf(key(learnt)) is { } holder) return of(holder) ?? learnt;
            return said.IsNewest || before is not null || current is null ? learnt : current;
        }

        // A change of identity is no saying about what somebody is called.
        string? Shown(string? learnt, Func<ContactRow, string?> of) =>
            (said.IsNewest ? learnt : null) ?? known.OrderByDescending(heardOf).Select(of).FirstOrDefault(text => text is not null) ?? learnt;
    }

    public void WriteTo(ContactRow contact)
    {
        (contact.WaId, contact.Typed, contact.ScopedUserId, contact.ParentScopedUserId) = (waId, typed, scopedUserId, parentScopedUserId);
        (contact.Username, contact.Name) = (username, name);
        if (marketing is null) return;
        (contact.MarketingStopped, contact.MarketingSequence, contact.MarketingAt) = (marketing.MarketingStopped, marketing.MarketingSequence, marketing.MarketingAt);
    }
}
