namespace Threadway.Web.Messaging.Conversations.Reading;

/// <summary>One conversation: with a person (<c>contact</c>) or with a group (<c>group</c>).</summary>
internal sealed record ConversationAnswer
{
    public required Guid Id { get; init; }

    /// <summary>The user's number that it is held on.</summary>
    public required string PhoneNumberId { get; init; }

    public ContactAnswer? Contact { get; init; }

    public GroupAnswer? Group { get; init; }

    public required WindowAnswer Window { get; init; }

    /// <summary>How many of the contact's messages nobody has seen.</summary>
    public required int Unread { get; init; }

    /// <summary>What is at its end.</summary>
    public MessageAnswer? LastMessage { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public static ConversationAnswer Of(ConversationRow row, string phoneNumberId, ContactRow? contact, MessageRow? last, DateTimeOffset now) => new()
    {
        Id = row.Id,
        PhoneNumberId = phoneNumberId,
        Contact = contact is null ? null : ContactAnswer.Of(contact),
        Group = row.GroupId is { } group ? new(group) : null,
        Window = new(CustomerWindow.IsOpen(row, now), CustomerWindow.OpenUntil(row)),
        Unread = row.Unread,
        LastMessage = last is null ? null : MessageAnswer.Of(last, phoneNumberId, contact),
        CreatedAt = row.CreatedAt,
    };

    /// <summary>Names it and tells nothing of it.</summary>
    public override string ToString() => $"{nameof(ConversationAnswer)} {Id}";
}

/// <summary>Who is at the other end. Who hides their number has a business-scoped id alone.</summary>
/// <param name="Marketing">Whether the person wants marketing messages.</param>
/// <param name="WaId">WhatsApp's digits for the person, from when it named them.</param>
/// <param name="PhoneNumber">The same with a plus; before it is known, as it was typed.</param>
internal sealed record ContactAnswer(
    MarketingAnswer Marketing, string? WaId = null, string? PhoneNumber = null, string? ScopedUserId = null, string? Username = null, string? Name = null)
{
    public static ContactAnswer Of(ContactRow row) => new(
        new(row.MarketingStopped, row.MarketingStopped ? row.MarketingAt : null),
        row.WaId,
        (row.WaId ?? row.Typed) is { } digits ? $"+{digits}" : null,
        row.ScopedUserId,
        row.Username,
        row.Name);

    /// <summary>Names nobody.</summary>
    public override string ToString() => nameof(ContactAnswer);
}

/// <param name="Stopped">True: marketing templates to this contact are refused.</param>
internal sealed record MarketingAnswer(bool Stopped, DateTimeOffset? Since = null);

/// <param name="Id">Meta's id of the group.</param>
internal sealed record GroupAnswer(string Id);

/// <summary>Whether anything but templates may be written: an estimate of what WhatsApp holds.</summary>
/// <param name="Until">When it closes, or closed by itself.</param>
internal sealed record WindowAnswer(bool Open, DateTimeOffset? Until = null);
