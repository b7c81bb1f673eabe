namespace Threadway.Kapso;

/// <summary>Contact cards.</summary>
public sealed record ContactsMessage : OutgoingMessage
{
    /// <summary>The cards, at most 257.</summary>
    public required IReadOnlyList<ContactCard> Contacts { get; init; }

    internal override string Kind => "contacts";
}

/// <summary>One contact card.</summary>
public sealed record ContactCard
{
    /// <summary>The name.</summary>
    public required ContactName Name { get; init; }

    /// <summary>Phone numbers.</summary>
    public IReadOnlyList<ContactPhone>? Phones { get; init; }

    /// <summary>Mail addresses.</summary>
    public IReadOnlyList<ContactEmail>? Emails { get; init; }

    /// <summary>Where the person works.</summary>
    public ContactOrganization? Org { get; init; }

    /// <summary>Web addresses.</summary>
    public IReadOnlyList<ContactUrl>? Urls { get; init; }

    /// <summary>Postal addresses.</summary>
    public IReadOnlyList<ContactAddress>? Addresses { get; init; }

    /// <summary>The birthday, as <c>YYYY-MM-DD</c>.</summary>
    public string? Birthday { get; init; }

    /// <summary>Says that it is a card, and not whose.</summary>
    public override string ToString() => nameof(ContactCard);
}

/// <summary>A name on a card.</summary>
public sealed record ContactName
{
    /// <summary>The name as shown; at most 200 characters.</summary>
    public required string FormattedName { get; init; }

    /// <summary>The first name.</summary>
    public string? FirstName { get; init; }

    /// <summary>The last name.</summary>
    public string? LastName { get; init; }

    /// <summary>The middle name.</summary>
    public string? MiddleName { get; init; }

    /// <summary>What stands before the name.</summary>
    public string? Prefix { get; init; }

    /// <summary>What stands after the name.</summary>
    public string? Suffix { get; init; }

    /// <summary>Says that it is a name, and not whose.</summary>
    public override string ToString() => nameof(ContactName);
}

/// <summary>A phone number on a card.</summary>
public sealed record ContactPhone
{
    /// <summary>The number as shown.</summary>
    public string? Phone { get; init; }

    /// <summary>What kind, for example <c>CELL</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The WhatsApp id, which makes the card's chat button work.</summary>
    public string? WaId { get; init; }

    /// <summary>The business-scoped user id, on a card that somebody shared.</summary>
    public string? UserId { get; init; }

    /// <summary>Says the kind alone.</summary>
    public override string ToString() => $"ContactPhone {{ Type = {Type} }}";
}

/// <summary>A mail address on a card.</summary>
public sealed record ContactEmail
{
    /// <summary>The address.</summary>
    public string? Email { get; init; }

    /// <summary>What kind, for example <c>WORK</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Says the kind alone.</summary>
    public override string ToString() => $"ContactEmail {{ Type = {Type} }}";
}

/// <summary>Where the person on a card works.</summary>
public sealed record ContactOrganization
{
    /// <summary>The company.</summary>
    public string? Company { get; init; }

    /// <summary>The department.</summary>
    public string? Department { get; init; }

    /// <summary>The person's title there.</summary>
    public string? Title { get; init; }
}

/// <summary>A web address on a card.</summary>
public sealed record ContactUrl
{
    /// <summary>The address.</summary>
    public Uri? Url { get; init; }

    /// <summary>What kind, for example <c>WORK</c>.</summary>
    public string? Type { get; init; }
}

/// <summary>A postal address on a card.</summary>
public sealed record ContactAddress
{
    /// <summary>Street and house number.</summary>
    public string? Street { get; init; }

    /// <summary>The city.</summary>
    public string? City { get; init; }

    /// <summary>The state.</summary>
    public string? State { get; init; }

    /// <summary>The postal code.</summary>
    public string? Zip { get; init; }

    /// <summary>The country's name.</summary>
    public string? Country { get; init; }

    /// <summary>The country's two letters.</summary>
    public string? CountryCode { get; init; }

    /// <summary>What kind, for example <c>HOME</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Says the kind alone.</summary>
    public override string ToString() => $"ContactAddress {{ Type = {Type} }}";
}
