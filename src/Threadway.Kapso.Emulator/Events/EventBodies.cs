using System.Diagnostics;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Events;

/// <summary>Bodies of contract 9.</summary>
internal static class EventBodies
{
    /// <summary>Contract 9.2: three keys and nothing else; no customer for the project's own number.</summary>
    public static JsonObject CreatedOrDeleted(WorldState state, string phoneNumberId, string? customerId)
    {
        var body = new JsonObject
        {
            ["phone_number_id"] = phoneNumberId,
            ["project"] = new JsonObject { ["id"] = state.ProjectId },
        };
        if (customerId is not null)
            body["customer"] = new JsonObject { ["id"] = customerId };
        return body;
    }

    /// <summary>Contract 9.3, for what Meta tells of a number: keys without a value are left out.</summary>
    public static JsonObject Lifecycle(
        WorldState state, string eventName, PhoneNumber number, DateTimeOffset at, Disconnection? disconnection = null)
    {
        var body = new JsonObject
        {
            ["id"] = Ids.Uuid(),
            ["event"] = eventName,
            ["occurred_at"] = Answer.Time(at),
            ["phone_number_id"] = number.Id,
            ["project"] = new JsonObject { ["id"] = state.ProjectId },
        };
        if (number.CustomerId is { } customerId)
        {
            var customer = new JsonObject { ["id"] = customerId };
            if (state.CustomerById(customerId)?.ExternalCustomerId is { } externalId)
                customer["external_id"] = externalId;
            body["customer"] = customer;
        }

        body["connection_type"] = number.Type;
        body["source"] = new JsonObject
        {
            ["provider"] = "meta",
            ["event"] = MetaWord(eventName),
            ["business_account_id"] = number.BusinessAccountId,
        };
        if (eventName == EventNames.Disconnected)
            body["disconnection"] = new JsonObject { ["reason"] = disconnection?.Reason, ["initiated_by"] = disconnection?.InitiatedBy };
        return body;
    }

    private static string MetaWord(string eventName) => eventName switch
    {
        EventNames.Disconnected => "PARTNER_REMOVED",
        EventNames.Reconnected => "PARTNER_ADDED",
        EventNames.Offboarded => "ACCOUNT_OFFBOARDED",
        _ => throw new UnreachableException(eventName),
    };

    /// <summary>Contract 9.5, v2.</summary>
    public static JsonObject Message(Message message, Conversation conversation, PhoneNumber? number, bool isNewConversation)
    {
        var body = new JsonObject
        {
            ["message"] = MessageBodies.Message(message, number),
            ["conversation"] = MessageBodies.Conversation(conversation, message, message.At),
            ["is_new_conversation"] = isNewConversation,
            ["phone_number_id"] = message.PhoneNumberId,
        };

        // Who does not show a number in the message does not show it beside it either.
        if (message.Besides is { } besides && besides.ContainsKey("from"))
        {
            var talk = (JsonObject)body["conversation"]!;
            if (besides["from"] is { } from)
                talk["phone_number"] = from.DeepClone();
            else
                talk.Remove("phone_number");
        }

        return body;
    }

    /// <summary>Contract 9.6: created and ended.</summary>
    public static JsonObject Conversation(JsonNode conversation) => new()
    {
        ["conversation"] = conversation.DeepClone(),
        ["phone_number_id"] = conversation["phone_number_id"]!.DeepClone(),
    };

    /// <summary>Contract 9.6: later news have the higher sequence.</summary>
    public static JsonObject MarketingPreferenceChanged(Contact contact, MarketingPreference preference) => new()
    {
        ["contact"] = MessageBodies.Contact(contact),
        ["marketing_preference"] = new JsonObject
        {
            ["status"] = preference.Status,
            ["previous_status"] = preference.PreviousStatus,
            ["detail"] = null,
            ["occurred_at"] = Answer.Time(preference.OccurredAt),
            ["sequence"] = preference.Sequence,
        },
        ["phone_number_id"] = preference.PhoneNumberId,
    };

    /// <summary>Contract 9.6: the message is the last one before the silence.</summary>
    public static JsonObject Inactive(WorldState state, Conversation conversation, int minutes)
    {
        var last = state.MessageById(conversation.LastMessageId ?? "");
        var body = Conversation(MessageBodies.Conversation(conversation, last, conversation.LastActiveAt));
        body["since_message"] = new JsonObject
        {
            ["id"] = Ids.UuidOf(conversation.LastMessageId ?? conversation.Id),
            ["whatsapp_message_id"] = conversation.LastMessageId,
            ["direction"] = conversation.LastInboundAt >= conversation.LastActiveAt ? "inbound" : "outbound",
            ["created_at"] = Answer.Time(conversation.LastActiveAt),
        };
        body["inactivity"] = new JsonObject { ["minutes"] = minutes };
        return body;
    }

    /// <summary>Contract 9.6: what the person's ids were before.</summary>
    public static JsonObject IdentityChanged(JsonObject contact, string? previousUserId, string? previousParentUserId, string phoneNumberId) => new()
    {
        ["contact"] = contact,
        ["previous"] = new JsonObject
        {
            ["business_scoped_user_id"] = previousUserId,
            ["parent_business_scoped_user_id"] = previousParentUserId,
        },
        ["phone_number_id"] = phoneNumberId,
    };
}

/// <summary>Meta's words, in lower case, for why and by whom a number was disconnected (contract 9.3).</summary>
internal sealed record Disconnection(string? Reason, string? InitiatedBy);
