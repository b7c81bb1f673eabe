namespace Threadway.Kapso;

/// <summary>Who a message is for. A text converts by itself: a phone number, as digits or E.164.</summary>
public sealed record Recipient
{
    private Recipient(string type, string? to = null, string? userId = null) => (Type, To, UserId) = (type, to, userId);

    internal string Type { get; }

    internal string? To { get; }

    internal string? UserId { get; }

    /// <summary>A person by phone number, as digits or E.164.</summary>
    /// <exception cref="ArgumentException">The number is empty.</exception>
    public static Recipient Phone(string number) => new("individual", to: Named(number, nameof(number)));

    /// <summary>A person by business-scoped user id, for those who hide their number.</summary>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    public static Recipient User(string userId) => new("individual", userId: Named(userId, nameof(userId)));

    /// <summary>A group by its id.</summary>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    public static Recipient Group(string groupId) => new("group", to: Named(groupId, nameof(groupId)));

    /// <summary>The same as <see cref="Phone"/>.</summary>
    public static implicit operator Recipient(string to) => new("individual", to: Named(to, nameof(to)));

    /// <summary>Names the kind without number or id.</summary>
    public override string ToString() => $"Recipient {{ Type = {Type} }}";

    private static string Named(string text, string parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text, parameter);
        return text;
    }
}
