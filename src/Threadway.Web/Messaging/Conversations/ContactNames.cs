namespace Threadway.Web.Messaging.Conversations;

/// <summary>What somebody called a contact, or a group: any of its names, all of them one person's.</summary>
/// <param name="WaId">Meta's digits for the person, as Kapso or an event named them.</param>
/// <param name="Typed">Digits that somebody here typed.</param>
/// <param name="ScopedUserId">The business-scoped user id.</param>
/// <param name="ParentScopedUserId">The user id at the parent business.</param>
/// <param name="Username">The user name, which finds nobody: it may be another's tomorrow.</param>
/// <param name="Name">What the person is called, which finds nobody.</param>
/// <param name="GroupId">Meta's id of a group; whoever writes in it is no contact by that.</param>
internal sealed record ContactNames(
    string? WaId = null,
    string? Typed = null,
    string? ScopedUserId = null,
    string? ParentScopedUserId = null,
    string? Username = null,
    string? Name = null,
    string? GroupId = null)
{
    public bool IsNobody => GroupId is null && !Keys.Any();

    /// <summary>The keys that find the contact, the surest first; digits in each of their spellings.</summary>
    public IEnumerable<string> Keys =>
        ((string?[])[ScopedUserId, ParentScopedUserId]).OfType<string>().Where(id => id.Length > 0).Select(KeyOfUser)
            .Concat(((string?[])[WaId, Typed]).OfType<string>().SelectMany(Spellings.Of).Select(KeyOfPhone))
            .Distinct(StringComparer.Ordinal);

    public static string KeyOfPhone(string digits) => "p:" + digits;

    public static string KeyOfUser(string scopedUserId) => "u:" + scopedUserId;

    /// <summary>Names nobody: contacts are people.</summary>
    public override string ToString() => nameof(ContactNames);
}
