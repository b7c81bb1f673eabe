using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Events;

/// <summary>Bodies of webhooks of kind <c>meta</c> (contract 9.9): Meta's own form, made from Kapso's.</summary>
internal static class MetaBodies
{
    /// <summary>Null for an event that Meta does not have.</summary>
    public static JsonObject? Of(string eventName, JsonObject body, PhoneNumber? number)
    {
        if (number is null || body["message"] is not JsonObject message)
            return null;

        var value = new JsonObject
        {
            ["messaging_product"] = "whatsapp",
            ["metadata"] = new JsonObject { ["display_phone_number"] = number.Digits, ["phone_number_id"] = number.Id },
        };
        var field = "messages";
        if (eventName == EventNames.MessageReceived)
        {
            value["contacts"] = new JsonArray(Contact(body["conversation"]!, message));
            value["messages"] = new JsonArray(Message(message));
        }
        else if (message["kapso"]!["origin"]!.ToString() == MessageOrigin.BusinessApp)
        {
            // The field is Meta's name for it: the contract has the list's alone (9.9), by which Kapso's own client knows an echo.
            field = "smb_message_echoes";
            value["message_echoes"] = new JsonArray(Echo(message));
        }
        else if (message["kapso"]!["statuses"] is JsonArray { Count: > 0 } statuses)
        {
            value["statuses"] = new JsonArray(statuses[^1]!.DeepClone());
        }
        else
        {
            return null;
        }

        var change = new JsonObject { ["value"] = value, ["field"] = field };
        var entry = new JsonObject { ["id"] = number.BusinessAccountId, ["changes"] = new JsonArray(change) };
        return new JsonObject { ["object"] = "whatsapp_business_account", ["entry"] = new JsonArray(entry) };
    }

    private static JsonObject Contact(JsonNode conversation, JsonObject message)
    {
        var contact = new JsonObject { ["profile"] = new JsonObject { ["name"] = conversation["contact_name"]?.DeepClone() } };
        if (message["from"] is { } from)
            contact["wa_id"] = from.DeepClone();
        if (message["from_user_id"] is { } userId)
            contact["user_id"] = userId.DeepClone();
        return contact;
    }

    /// <summary>Names both sides, because the business is the sender here.</summary>
    private static JsonObject Echo(JsonObject message)
    {
        var echo = Message(message);
        echo["to"] = message["to"]!.DeepClone();
        return echo;
    }

    /// <summary>Without what Kapso adds, and without the number itself, which Meta names in the metadata.</summary>
    private static JsonObject Message(JsonObject message) =>
        new(message.Where(field => field.Key is not ("kapso" or "to")).Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
}
