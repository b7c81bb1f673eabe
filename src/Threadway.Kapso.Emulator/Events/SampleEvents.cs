using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Events;

/// <summary>Bodies for test deliveries: about the webhook's number, or the operator's, which is no customer's.</summary>
internal static class SampleEvents
{
    private const string Person = "15550000002";
    private const string Text = "This is a test message";

    /// <summary>Null for an event that the webhook's version does not have, or whose body nobody documents, or without the number that it would be about.</summary>
    public static Sample? Of(string eventName, WorldState state, Webhook webhook, DateTimeOffset now)
    {
        var number = state.PhoneNumbers.Find(one => one.Id == (webhook.PhoneNumberId ?? PhoneNumber.OperatorId));
        // The v1 name of the same event; its body is made on the way out.
        var name = eventName == EventNames.ConfigCreated ? EventNames.Created : eventName;
        if (number is null || EventNames.In(webhook.PayloadVersion, name) != eventName)
            return null;

        return Body(name, state, number, now) is { } body ? new Sample(name, number.Id, body) : null;
    }

    private static JsonObject? Body(string eventName, WorldState state, PhoneNumber number, DateTimeOffset now) => eventName switch
    {
        EventNames.Created or EventNames.Deleted => EventBodies.CreatedOrDeleted(state, number.Id, number.CustomerId),
        EventNames.Disconnected or EventNames.Reconnected or EventNames.Offboarded => EventBodies.Lifecycle(state, eventName, number, now),
        EventNames.AccountDisabled => AccountBodies.Disabled(state, number.BusinessAccountId, now),
        EventNames.AccountReinstated => AccountBodies.Reinstated(state, number.BusinessAccountId, now),
        EventNames.AccountRestricted => AccountBodies.Restricted(state, number.BusinessAccountId, [Restriction.Usual], now),
        EventNames.AccountViolation => AccountBodies.Violated(state, number.BusinessAccountId, "SPAM", null, now),
        EventNames.MessageReceived or EventNames.MessageSent or EventNames.MessageDelivered or EventNames.MessageRead or EventNames.MessageFailed =>
            MessageBody(eventName, number, now),
        EventNames.ConversationCreated or EventNames.ConversationEnded =>
            EventBodies.Conversation(MessageBodies.Conversation(Talk(number, now), null, now)),
        EventNames.ConversationInactive => EventBodies.Inactive(state, Talk(number, now), Webhook.DefaultInactivityMinutes),
        EventNames.IdentityChanged => EventBodies.IdentityChanged(MessageBodies.Contact(Contact(now)), "US.15550000003", null, number.Id),
        EventNames.MarketingPreferenceChanged => EventBodies.MarketingPreferenceChanged(Contact(now), new MarketingPreference
        {
            PhoneNumberId = number.Id,
            Person = Person,
            Status = MarketingPreference.Stopped,
            OccurredAt = now,
        }),
        EventNames.WorkflowHandoff => Workflow(state, eventName, "handoff", "handoff", new JsonObject { ["source"] = "action_step" }, now),
        EventNames.WorkflowFailed => Workflow(state, eventName, "failed", "error", new JsonObject { ["message"] = "This is a test" }, now),
        EventNames.ProjectEvent => new JsonObject
        {
            ["id"] = Ids.Uuid(),
            ["event"] = eventName,
            ["name"] = "test",
            ["occurred_at"] = Answer.Time(now),
            ["project_id"] = state.ProjectId,
            ["properties"] = new JsonObject(),
        },
        _ when eventName.StartsWith("kapso_agent.run.", StringComparison.Ordinal) => new JsonObject
        {
            ["id"] = Ids.Uuid(),
            ["event"] = eventName,
            ["created_at"] = Answer.Time(now),
            ["data"] = new JsonObject
            {
                ["run_id"] = Ids.Uuid(),
                ["session_id"] = Ids.Uuid(),
                ["status"] = Last(eventName),
                ["created_at"] = Answer.Time(now),
            },
        },
        _ => null,
    };

    private static JsonObject MessageBody(string eventName, PhoneNumber number, DateTimeOffset now)
    {
        var conversation = Talk(number, now);
        var status = Last(eventName);
        var message = new Message
        {
            Id = conversation.LastMessageId!,
            PhoneNumberId = number.Id,
            ConversationId = conversation.Id,
            Person = Person,
            IsInbound = eventName == EventNames.MessageReceived,
            Type = "text",
            Content = new JsonObject { ["body"] = Text },
            Text = Text,
            Status = status,
            Pricing = MessagePricing.Of(null, isWindowOpen: true),
            Statuses = eventName == EventNames.MessageReceived ? [] : [new MessageStatus(status, now)],
            Failure = eventName == EventNames.MessageFailed ? new StatusError(131026, "Message undeliverable", "This is a test") : null,
            At = now,
        };
        return EventBodies.Message(message, conversation, number, isNewConversation: false);
    }

    private static JsonObject Workflow(WorldState state, string eventName, string status, string part, JsonObject details, DateTimeOffset now) => new()
    {
        ["event"] = eventName,
        ["occurred_at"] = Answer.Time(now),
        ["project_id"] = state.ProjectId,
        ["workflow_id"] = Ids.Uuid(),
        ["workflow_execution_id"] = Ids.Uuid(),
        ["status"] = status,
        ["channel"] = "whatsapp",
        [part] = details,
    };

    private static Conversation Talk(PhoneNumber number, DateTimeOffset now) => new()
    {
        Id = Ids.Uuid(),
        PhoneNumberId = number.Id,
        Person = Person,
        ContactName = "Test contact",
        CreatedAt = now,
        LastActiveAt = now,
        LastInboundAt = now,
        MessagesCount = 1,
        LastMessageId = Ids.Wamid(),
    };

    private static Contact Contact(DateTimeOffset now) => new()
    {
        Id = Ids.Uuid(),
        WaId = Person,
        ProfileName = "Test contact",
        CreatedAt = now,
        UpdatedAt = now,
    };

    private static string Last(string eventName) => eventName[(eventName.LastIndexOf('.') + 1)..];
}

internal sealed record Sample(string Event, string PhoneNumberId, JsonObject Body);
