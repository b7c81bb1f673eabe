namespace Threadway.Kapso;

/// <summary>Who a message is for. A text converts by itself: a phone number, as digits or E.164.</summary>
public sealed record Recipient
{
    private Recipient(string type, string? to = null, string? userId = null) => (Type, To, UserId) = (type, to, userId);

    internal string Type { get; }

    internal string? To { get; }

    internal string? UserId { get; }

    /// <summary>A person by phone number, as digits or E.164.</summary>
    /// <exception cref="ArgumentException">It is empty, or no phone number: one with letters or a dot is another kind of id.</exception>
    public static Recipient Phone(string number) => new("individual", to: Number(number, nameof(number)));

    /// <summary>A person by business-scoped user id, for those who hide their number.</summary>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    public static Recipient User(string userId) => new("individual", userId: Named(userId, nameof(userId)));

    /// <summary>A group by its id.</summary>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    public static Recipient Group(string groupId) => new("group", to: Named(groupId, nameof(groupId)));

    /// <summary>The same as <see cref="Phone"/>.</summary>
    public static implicit operator Recipient(string to) => new("individual", to: Number(to, nameof(to)));

    /// <summary>Names the kind without number or id.</summary>
    public override string ToString() => $"Recipient {{ Type = {Type} }}";

    // Meta would take a business-scoped id in "to" for a number that nobody has.
    private static string Number(string text, string parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text, parameter);
        return !PersonId.IsNoPhone(text) && text.AsSpan().ContainsAnyInRange('0', '9')
            ? text
            : throw new ArgumentException(
                "This is no phone number. A business-scoped user id goes into Recipient.User, a group's id into Recipient.Group.", parameter);
    }

    private static string Named(string text, string parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text, parameter);
        return text;
    }
}
