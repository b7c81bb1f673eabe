using Threadway.Kapso;
using Threadway.Kapso.Webhooks;

namespace Threadway.Web.Messaging.Conversations.Receiving;

/// <summary>One thing that Kapso told of a number: in an event, or in a list that was read.</summary>
/// <param name="PhoneNumberId">Meta's id of the number.</param>
/// <param name="ReceivedAt">When it came here.</param>
internal sealed record Heard(string PhoneNumberId, DateTimeOffset ReceivedAt)
{
    public Message? Message { get; init; }

    /// <summary>Kapso's conversation of the message, which may name the person better than the message does.</summary>
    public Conversation? Conversation { get; init; }

    /// <summary>What was told of a contact, where it was no message.</summary>
    public ContactEvent? Contact { get; init; }

    public bool IsInbound => Message is { } message && message.Direction != MessageDirection.Outbound;

    public bool IsHistory => Message?.Origin == MessageOrigin.HistorySync;

    public DateTimeOffset At => Message?.Timestamp ?? ReceivedAt;

    /// <summary>Meta's own bodies tell a status without its message.</summary>
    public bool IsStatusAlone => Message is { Type: null, Direction: { } way } && way == MessageDirection.Outbound;

    /// <summary>WhatsApp's own words in a chat are nobody's message.</summary>
    public bool IsWritten => IsInbound && !IsHistory && Message!.Type != "system";

    public bool CountsAsUnread => IsWritten && Message!.Type is not ("reaction" or "edit" or "revoke");

    /// <summary>Everything in the event that messaging acts on, in order.</summary>
    public static IEnumerable<Heard> In(KapsoEvent received, DateTimeOffset receivedAt) => received switch
    {
        EventBatch batch => batch.Items.SelectMany(item => In(item, receivedAt)),
        MessageEvent { PhoneNumberId: { } number } told => [new(number, receivedAt) { Message = told.Message, Conversation = told.Conversation }],
        ContactEvent { PhoneNumberId: { } number } told => [new(number, receivedAt) { Contact = told }],
        _ => [],
    };

    /// <summary>Whom it is with.</summary>
    public ContactNames Names()
    {
        if (Contact is { Contact: var contact })
            return new(contact.WaId, null, contact.UserId, contact.ParentUserId, contact.Username, contact.DisplayName ?? contact.ProfileName);

        var message = Message!;
        if (message.GroupId is { } group) return new(GroupId: group);

        var name = message.ContactName ?? Conversation?.ContactName;
        var status = message.Statuses is [.., var last] ? last : null;
        return IsInbound
            ? new(message.From ?? Conversation?.PhoneNumber, null, message.FromUserId ?? Conversation?.UserId, message.FromParentUserId, message.Username ?? Conversation?.Username, name)
            : new(
                message.To ?? status?.RecipientId ?? Conversation?.PhoneNumber, null,
                message.ToUserId ?? status?.RecipientUserId ?? Conversation?.UserId, message.ToParentUserId, Conversation?.Username, name);
    }

    /// <summary>The names that are the person's from now on, with those that were before; the same twice where nothing changed.</summary>
    public (ContactNames Now, ContactNames? Before) Change()
    {
        var names = Names();
        if (Contact is { } contact)
        {
            return contact is { PreviousUserId: null, PreviousParentUserId: null }
                ? (names, null)
                : (names, new(ScopedUserId: contact.PreviousUserId, ParentScopedUserId: contact.PreviousParentUserId));
        }
        return Message?.SystemNote is { } note && (note.NewWaId ?? note.NewUserId) is not null
            ? (names with { WaId = note.NewWaId ?? names.WaId, ScopedUserId = note.NewUserId ?? names.ScopedUserId },
                new(WaId: note.NewWaId is null ? null : note.OldWaId ?? names.WaId, ScopedUserId: note.NewUserId is null ? null : names.ScopedUserId))
            : (names, null);
    }
}
