using System.Globalization;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Events;

/// <summary>Bodies of payload version v1 (contract 8.5, 9.7), made from those of v2: a nested config in place of the number's id, and flat messages.</summary>
internal static class V1Bodies
{
    public static JsonObject Of(WorldState state, string eventName, string? phoneNumberId, JsonObject body)
    {
        // Also one that was removed just now: its deleted event still tells of it.
        var number = phoneNumberId is null ? null : state.PhoneNumbers.FindLast(one => one.Id == phoneNumberId);
        if (eventName == EventNames.Created && number is not null)
            return ConfigCreated(state, number);

        var fields = new JsonObject();
        foreach (var (name, value) in body)
        {
            switch (name)
            {
                case "phone_number_id":
                    break;
                case "message":
                    fields[name] = Message(value!, body["conversation"]!);
                    break;
                case "conversation":
                    fields[name] = Conversation(value!, number);
                    break;
                default:
                    fields[name] = value?.DeepClone();
                    break;
            }
        }

        if (number is not null)
            fields["whatsapp_config"] = Config(number);
        return fields;
    }

    private static JsonObject ConfigCreated(WorldState state, PhoneNumber number)
    {
        var body = new JsonObject
        {
            ["whatsapp_config"] = Config(number),
            ["project"] = new JsonObject { ["id"] = state.ProjectId, ["name"] = "Emulator" },
        };
        if (number.CustomerId is null || state.CustomerById(number.CustomerId) is not { } customer)
            return body;

        body["customer"] = new JsonObject
        {
            ["id"] = customer.Id,
            ["name"] = customer.Name,
            ["external_customer_id"] = customer.ExternalCustomerId,
            ["created_at"] = Answer.Time(customer.CreatedAt),
            ["updated_at"] = Answer.Time(customer.UpdatedAt),
        };
        var link = state.SetupLinks.FindLast(one => one.CustomerId == customer.Id && one.PhoneNumberId == number.Id);
        if (link is not null)
            body["setup_link"] = new JsonObject { ["id"] = link.Id };
        return body;
    }

    private static JsonObject Config(PhoneNumber number) => new()
    {
        ["id"] = number.InternalId,
        ["name"] = number.Name,
        ["phone_number_id"] = number.Id,
        ["business_account_id"] = number.BusinessAccountId,
        ["is_coexistence"] = number.IsCoexistence,
        ["inbound_processing_enabled"] = number.InboundProcessingEnabled,
        ["calls_enabled"] = number.CallsEnabled,
        ["webhook_verified_at"] = Answer.Time(number.CreatedAt),
        ["customer_id"] = number.CustomerId,
        ["display_name"] = number.VerifiedName,
        ["display_phone_number"] = PhoneText.Format(number.Digits),
        ["display_phone_number_normalized"] = number.Digits,
        ["created_at"] = Answer.Time(number.CreatedAt),
        ["updated_at"] = Answer.Time(number.UpdatedAt),
    };

    private static JsonObject Message(JsonNode message, JsonNode conversation)
    {
        var kapso = message["kapso"]!;
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(message["timestamp"]!.GetValue<string>(), CultureInfo.InvariantCulture));
        return new JsonObject
        {
            ["id"] = message["id"]!.DeepClone(),
            ["message_type"] = message["type"]!.DeepClone(),
            ["content"] = kapso["content"]?.DeepClone(),
            ["direction"] = kapso["direction"]!.DeepClone(),
            ["status"] = kapso["status"]!.DeepClone(),
            ["origin"] = kapso["origin"]!.DeepClone(),
            ["has_media"] = kapso["has_media"]!.DeepClone(),
            ["contact_name"] = conversation["contact_name"]?.DeepClone(),
            ["conversation_phone_number"] = conversation["phone_number"]?.DeepClone(),
            ["created_at"] = Answer.Time(at),
        };
    }

    private static JsonObject Conversation(JsonNode conversation, PhoneNumber? number) => new()
    {
        ["id"] = conversation["id"]!.DeepClone(),
        ["phone_number"] = conversation["phone_number"]?.DeepClone(),
        ["contact_name"] = conversation["contact_name"]?.DeepClone(),
        ["status"] = conversation["status"]!.DeepClone(),
        ["last_active_at"] = conversation["last_active_at"]?.DeepClone(),
        ["created_at"] = conversation["created_at"]?.DeepClone(),
        ["updated_at"] = conversation["updated_at"]?.DeepClone(),
        ["metadata"] = conversation["metadata"]?.DeepClone(),
        ["whatsapp_config_id"] = number?.InternalId,
    };
}
