using System.Text.Json;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>
/// Reads a message of either payload version: the first has Kapso's fields beside Meta's, the second in <c>kapso</c>, Meta's own bodies
/// none. Never throws; a part whose shape is not understood is left out, and found in <see cref="Message.Raw"/>.
/// </summary>
internal sealed class MessageConverter : RawConverter<Message>
{
    public static Message? Read(JsonElement message) =>
        message.Text("id") is { Length: > 0 } id ? Read(message, id, message.Child("kapso") ?? message) : null;

    private static Message Read(JsonElement message, string id, JsonElement kapso)
    {
        var type = message.Text("type") ?? message.Text("message_type");
        var direction = kapso.Text("direction") is { } way ? new MessageDirection(way) : (MessageDirection?)null;
        // The first version names the person alone, whoever wrote (contract 8.5).
        var person = PersonId.Of(message, "conversation_phone_number");
        var from = Or(PersonId.Of(message, "from"), direction == MessageDirection.Inbound, person);
        var to = Or(PersonId.Of(message, "to"), direction == MessageDirection.Outbound, person);
        var isToGroup = message.Text("recipient_type") == "group";
        var errors = MessageError.ReadAll(message);

        return WithUnknown(new()
        {
            Id = id,
            Timestamp = message.Time("timestamp") ?? message.Time("created_at"),
            Type = type,
            Direction = direction,
            Status = kapso.Text("status") is { } status ? new(status) : null,
            Origin = kapso.Text("origin") is { } origin ? new(origin) : null,
            From = from.Phone,
            To = isToGroup ? null : to.Phone,
            FromUserId = message.Given("from_user_id") ?? from.UserId,
            FromParentUserId = message.Given("from_parent_user_id"),
            ToUserId = message.Given("to_user_id") ?? (isToGroup ? null : to.UserId),
            ToParentUserId = message.Given("to_parent_user_id"),
            Username = message.Text("username"),
            GroupId = message.Given("group_id") ?? kapso.Given("group_id") ?? (isToGroup ? message.Given("to") : to.GroupId ?? from.GroupId),
            Context = MessageContext.Read(message),
            Referral = MessageReferral.Read(message),
            // The first version has the text in Kapso's rendering alone.
            Text = message.Member("text") is { } text ? text.Text("body") : type == "text" ? kapso.Text("content") : null,
            Content = kapso.Text("content"),
            Media = type is "edit" or "revoke" ? null : MessageMedia.Read(message, type, kapso),
            Choice = MessageChoice.Read(message),
            FlowAnswer = MessageFlowAnswer.Read(message),
            CallPermission = CallPermissionReply.Read(message),
            Reaction = MessageReaction.Read(message),
            Location = MessageLocation.Read(message),
            Contacts = SharedContact.ReadAll(message),
            Order = MessageOrder.Read(message),
            Edit = Edit(message, kapso),
            Revocation = MessageRevocation.Read(message),
            SystemNote = MessageSystemNote.Read(message, from),
            Unsupported = MessageUnsupported.Read(message, type, errors),
            Template = MessageTemplate.Read(message),
            Question = MessageQuestion.Read(message),
            Errors = errors,
            Transcript = kapso.Child("transcript")?.Text("text") ?? kapso.Text("transcript"),
            Statuses = [.. kapso.Items("statuses").Select(MessageStatusUpdate.Read).OfType<MessageStatusUpdate>()],
            ConversationId = kapso.Text("whatsapp_conversation_id"),
            ContactName = kapso.Text("contact_name"),
            PhoneNumberId = kapso.Text("phone_number_id"),
            Raw = message,
        });
    }

    protected override Message? From(JsonElement element) => Read(element);

    protected override JsonElement RawOf(Message value) => value.Raw;

    /// <summary>What it says now stands inside like a message of its own, but for its id and who wrote it; Kapso's file is beside it.</summary>
    private static MessageEdit? Edit(JsonElement message, JsonElement kapso)
    {
        if (message.Child("edit") is not { } edit || edit.Text("original_message_id") is not { Length: > 0 } id)
            return null;

        var (inner, from) = (edit.Child("message"), PersonId.Of(message, "from"));
        return new()
        {
            OriginalMessageId = id,
            Message = inner is { } now && Read(now, id, now.Child("kapso") ?? default) is { Unknown: null } read
                ? read with
                {
                    From = read.From ?? from.Phone,
                    FromUserId = read.FromUserId ?? message.Given("from_user_id") ?? from.UserId,
                    GroupId = read.GroupId ?? message.Given("group_id"),
                    Direction = kapso.Text("direction") is { } way ? new(way) : null,
                    Media = read.Media is null ? null : MessageMedia.Read(now, read.Type, kapso),
                }
                : null,
            Raw = edit,
        };
    }

    private static Message WithUnknown(Message message)
    {
        var isKnown = message is { IsWelcomeRequest: true } or { Text: not null } or { Media: not null } or { Choice: not null }
            or { FlowAnswer: not null } or { CallPermission: not null } or { Reaction: not null } or { Location: not null }
            or { Contacts: not [] } or { Order: not null } or { Edit: not null } or { Revocation: not null } or { SystemNote: not null }
            or { Unsupported: not null } or { Template: not null } or { Question: not null };

        return isKnown ? message : message with { Unknown = message.Type is { } type ? message.Raw.Member(type) ?? message.Raw : message.Raw };
    }

    private static PersonId Or(PersonId named, bool isPerson, PersonId person) =>
        named == default && isPerson ? person : named;
}
