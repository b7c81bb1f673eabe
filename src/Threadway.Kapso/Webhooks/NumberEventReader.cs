using System.Text.Json;
using Threadway.Kapso.Http;

namespace Threadway.Kapso.Webhooks;

/// <summary>Reads what happened on a number (contract 9.5, 9.6), in either payload version.</summary>
internal static class NumberEventReader
{
    public static NumberEvent Read(string name, JsonElement body, JsonElement root)
    {
        var phoneNumberId = body.Text("phone_number_id")
            ?? body.Child("conversation")?.Text("phone_number_id")
            ?? body.Child("whatsapp_config")?.Text("phone_number_id");

        return Typed(name, body, phoneNumberId) with
        {
            Id = WebhookReader.IdOf(root, body),
            OccurredAt = WebhookReader.TimeOf(root, body),
        };
    }

    private static NumberEvent Typed(string name, JsonElement body, string? phoneNumberId)
    {
        if (name.StartsWith("whatsapp.message.", StringComparison.Ordinal) && Message(body, phoneNumberId) is { } message)
        {
            return new MessageEvent
            {
                Name = name,
                PhoneNumberId = phoneNumberId,
                Body = body,
                Message = message,
                Conversation = Conversation(body),
                IsNewConversation = body.Flag("is_new_conversation") == true,
            };
        }

        if (name.StartsWith("whatsapp.conversation.", StringComparison.Ordinal) && Conversation(body) is { } conversation)
        {
            return new ConversationEvent
            {
                Name = name,
                PhoneNumberId = phoneNumberId,
                Body = body,
                Conversation = conversation,
                InactiveMinutes = body.Child("inactivity")?.Whole("minutes"),
                SinceMessageId = body.Child("since_message")?.Text("whatsapp_message_id"),
            };
        }

        if (name.StartsWith("whatsapp.contact.", StringComparison.Ordinal) && Contact(body) is { } contact)
        {
            return new ContactEvent
            {
                Name = name,
                PhoneNumberId = phoneNumberId,
                Body = body,
                Contact = contact,
                PreviousUserId = body.Child("previous")?.Text("business_scoped_user_id"),
                PreviousParentUserId = body.Child("previous")?.Text("parent_business_scoped_user_id"),
                MarketingPreference = body.Child("marketing_preference") is { } preference ? Preference(preference) : null,
            };
        }

        return new() { Name = name, PhoneNumberId = phoneNumberId, Body = body };
    }

    private static Message? Message(JsonElement body, string? phoneNumberId) =>
        body.Child("message") is { } message && MessageConverter.Read(message) is { } read
            ? read with { PhoneNumberId = read.PhoneNumberId ?? phoneNumberId }
            : null;

    private static Conversation? Conversation(JsonElement body) =>
        body.Child("conversation") is { } conversation ? ConversationConverter.Read(conversation) : null;

    private static Contact? Contact(JsonElement body) => body.Child("contact") is { } contact ? ContactConverter.Read(contact) : null;

    private static MarketingPreference Preference(JsonElement preference) => new()
    {
        Status = preference.Text("status"),
        PreviousStatus = preference.Text("previous_status"),
        Detail = preference.Text("detail"),
        OccurredAt = preference.Time("occurred_at"),
        Sequence = preference.Whole("sequence"),
        Raw = preference,
    };
}
