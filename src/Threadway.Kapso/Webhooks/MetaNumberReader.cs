using System.Text.Json;
using Threadway.Kapso.Http;

namespace Threadway.Kapso.Webhooks;

/// <summary>What Meta tells of one number: messages, their statuses, what the owner wrote on the phone, and calls.</summary>
internal static class MetaNumberReader
{
    public static IEnumerable<KapsoEvent> Read(Change change)
    {
        KapsoEvent[] events =
        [
            .. change.Value.Items("messages").Select(message => Received(change, message)),
            .. change.Value.Items("message_echoes").Select(echo => Echo(change, echo)),
            .. change.Value.Items("statuses").Select(status => status.Text("type") == "call" ? Call(change, status) : Status(change, status)),
            .. change.Value.Items("calls").Select(call => Call(change, call)),
        ];

        // Errors that belong to no message, a history, contacts of the phone: kept as they came. Empty lists tell nothing.
        var isEmpty = events.Length == 0 && change.Field == "messages" && !change.Value.Items("errors").Any();
        return events.Length > 0 || isEmpty ? events : [Other(change, change.Field, change.Value)];
    }

    private static NumberEvent Received(Change change, JsonElement message) =>
        Message(change, KapsoEvents.MessageReceived, message, MessageDirection.Inbound, MessageStatus.Received, MessageOrigin.CloudApi);

    private static NumberEvent Echo(Change change, JsonElement echo) =>
        Message(change, KapsoEvents.MessageSent, echo, MessageDirection.Outbound, MessageStatus.Sent, MessageOrigin.BusinessApp);

    private static NumberEvent Message(
        Change change, string name, JsonElement message, MessageDirection direction, MessageStatus status, MessageOrigin origin)
    {
        if (MessageConverter.Read(message) is not { } read)
            return Other(change, name, message);

        var person = direction == MessageDirection.Inbound ? (read.From, read.FromUserId) : (read.To, read.ToUserId);
        var contact = ContactOf(change, person.Item1, person.Item2, read.GroupId);
        var (contactUserId, contactParent) = (contact.Given("user_id"), contact.Given("parent_user_id"));
        read = direction == MessageDirection.Inbound
            ? read with { FromUserId = read.FromUserId ?? contactUserId, FromParentUserId = read.FromParentUserId ?? contactParent }
            : read with { ToUserId = read.ToUserId ?? contactUserId, ToParentUserId = read.ToParentUserId ?? contactParent };

        return Event(change, name, message, read.Timestamp, read with
        {
            Direction = direction,
            Status = status,
            Origin = origin,
            ContactName = contact.Child("profile")?.Text("name"),
            Username = read.Username ?? contact.Child("profile")?.Text("username"),
            PhoneNumberId = change.PhoneNumberId,
        });
    }

    /// <summary>Meta tells a status without its message: what is known of that is its id, and whom it was for.</summary>
    private static NumberEvent Status(Change change, JsonElement status)
    {
        if (MessageStatusUpdate.Read(status) is not { MessageId: { Length: > 0 } id } update)
            return Other(change, change.Field, status);

        return Event(change, $"whatsapp.message.{update.Status}", status, update.Timestamp, new()
        {
            Id = id,
            Direction = MessageDirection.Outbound,
            Status = update.Status,
            To = update.RecipientId,
            ToUserId = update.RecipientUserId,
            GroupId = update.GroupId,
            Statuses = [update],
            ContactName = ContactOf(change, update.RecipientId, update.RecipientUserId, update.GroupId).Child("profile")?.Text("name"),
            PhoneNumberId = change.PhoneNumberId,
            Raw = status,
        });
    }

    private static NumberEvent Call(Change change, JsonElement call)
    {
        if (call.Text("id") is not { Length: > 0 } id)
            return Other(change, change.Field, call);

        var isOutbound = call.Text("direction") == "BUSINESS_INITIATED" || call.Text("type") == "call";
        var person = PersonId.Of(call, call.Text("type") == "call" ? "recipient_id" : isOutbound ? "to" : "from");
        return new CallEvent
        {
            Name = "calls",
            OccurredAt = call.Time("timestamp"),
            PhoneNumberId = change.PhoneNumberId,
            BusinessAccountId = change.Account,
            Body = call,
            CallId = id,
            Event = call.Text("event"),
            Status = call.Text("status"),
            Direction = isOutbound ? MessageDirection.Outbound : MessageDirection.Inbound,
            PersonPhone = person.Phone,
            PersonUserId = call.Given(isOutbound ? "to_user_id" : "from_user_id") ?? call.Given("recipient_user_id") ?? person.UserId,
            StartedAt = call.Time("start_time"),
            EndedAt = call.Time("end_time"),
            DurationSeconds = call.Whole("duration"),
            Errors = MessageError.ReadAll(call),
        };
    }

    private static MessageEvent Event(Change change, string name, JsonElement body, DateTimeOffset? at, Message message) => new()
    {
        Name = name,
        OccurredAt = at,
        PhoneNumberId = change.PhoneNumberId,
        BusinessAccountId = change.Account,
        Body = body,
        Message = message,
    };

    private static NumberEvent Other(Change change, string name, JsonElement body) => new()
    {
        Name = name,
        PhoneNumberId = change.PhoneNumberId,
        BusinessAccountId = change.Account,
        Body = body,
    };

    /// <summary>The person's entry in <c>contacts</c>. A single one is the person's own, however its number is spelled.</summary>
    private static JsonElement ContactOf(Change change, string? phone, string? userId, string? groupId)
    {
        JsonElement[] contacts = [.. change.Value.Items("contacts")];
        foreach (var contact in contacts)
        {
            var id = PersonId.Of(contact, "wa_id");
            if ((phone is not null && id.Phone == phone) || (userId is not null && (contact.Text("user_id") ?? id.UserId) == userId))
                return contact;
        }

        return contacts is [var only] && groupId is null ? only : default;
    }

    internal sealed record Change(string? Account, string PhoneNumberId, string Field, JsonElement Value);
}
