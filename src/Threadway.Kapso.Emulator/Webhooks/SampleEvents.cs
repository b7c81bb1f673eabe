using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Webhooks;

/// <summary>Bodies for test deliveries: about the operator's number, so about no customer.</summary>
internal static class SampleEvents
{
    /// <summary>Null for an event that has no sample here.</summary>
    public static (string PhoneNumberId, JsonObject Body)? Of(string eventName, WorldState state, Webhook webhook, DateTimeOffset now)
    {
        var number = state.PhoneNumbers.Find(one => one.Id == (webhook.PhoneNumberId ?? KapsoEmulator.OperatorPhoneNumberId));
        if (number is null)
            return null;

        return eventName switch
        {
            EventNames.Created or EventNames.Deleted =>
                (number.Id, EventBodies.CreatedOrDeleted(state, number.Id, number.CustomerId)),
            EventNames.Disconnected => (number.Id, EventBodies.Lifecycle(state, eventName, "PARTNER_REMOVED", number, now)),
            EventNames.Reconnected => (number.Id, EventBodies.Lifecycle(state, eventName, "PARTNER_ADDED", number, now)),
            EventNames.MessageReceived or EventNames.MessageSent or EventNames.MessageDelivered =>
                (number.Id, SampleMessage(eventName, number, now)),
            _ => null,
        };
    }

    private static JsonObject SampleMessage(string eventName, PhoneNumber number, DateTimeOffset now)
    {
        const string person = "15550000002";
        var conversation = new Conversation
        {
            Id = Ids.Uuid(),
            PhoneNumberId = number.Id,
            Person = person,
            ContactName = "Test contact",
            CreatedAt = now,
            LastActiveAt = now,
            MessagesCount = 1,
        };
        var message = new Message
        {
            Id = Ids.Wamid(),
            PhoneNumberId = number.Id,
            ConversationId = conversation.Id,
            Person = person,
            IsInbound = eventName == EventNames.MessageReceived,
            Type = "text",
            Content = new JsonObject { ["body"] = "This is a test message" },
            Text = "This is a test message",
            Status = eventName[(eventName.LastIndexOf('.') + 1)..],
            At = now,
        };
        return EventBodies.Message(message, conversation, number, isNewConversation: false);
    }
}
