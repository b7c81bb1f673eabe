using System.Globalization;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Events;

/// <summary>Messages, conversations and people as contract 9.5 and 11 show them, in webhooks and in reads.</summary>
internal static class MessageBodies
{
    public static JsonObject Message(Message message, PhoneNumber? number)
    {
        var body = new JsonObject
        {
            ["id"] = message.Id,
            ["timestamp"] = UnixSeconds(message.At),
            ["type"] = message.Type,
        };
        var business = number?.Digits;
        if ((message.IsInbound ? message.Person : business) is { } from)
            body["from"] = from;
        body[message.IsInbound ? "from_user_id" : "to_user_id"] = UserId.Of(message.Person);
        if ((message.IsInbound ? business : message.Person) is { } to)
            body["to"] = to;
        if (message.Content is not JsonObject { Count: 0 })
            body[message.Type] = message.Content.DeepClone();
        if (message.ContextMessageId is { } answered)
            body["context"] = new JsonObject { ["id"] = answered, ["from"] = message.IsInbound ? business : message.Person };
        Add(body, message.Besides);

        var kapso = new JsonObject
        {
            ["direction"] = message.IsInbound ? "inbound" : "outbound",
            ["status"] = message.Status,
            ["processing_status"] = message.IsInbound ? "pending" : "completed",
            ["origin"] = message.Origin,
            ["has_media"] = message.Media is not null || message.Type is "image" or "video" or "audio" or "document" or "sticker",
            ["content"] = Content(message),
            ["whatsapp_conversation_id"] = message.ConversationId,
            ["phone_number_id"] = message.PhoneNumberId,
        };
        if (message.Media is { } media)
        {
            kapso["media_url"] = media.Url;
            kapso["media_data"] = new JsonObject
            {
                ["url"] = media.Url,
                ["filename"] = media.FileName,
                ["content_type"] = media.ContentType,
                ["byte_size"] = media.ByteSize,
            };
        }

        if (message.Statuses.Count > 0)
            kapso["statuses"] = Answer.Array(message.Statuses.Select(status => Status(message, status)));
        body["kapso"] = kapso;
        return body;
    }

    public static JsonObject Conversation(Conversation conversation, Message? last, DateTimeOffset now) => new()
    {
        ["id"] = conversation.Id,
        ["phone_number"] = conversation.Person,
        ["contact_name"] = conversation.ContactName,
        ["business_scoped_user_id"] = UserId.Of(conversation.Person),
        ["status"] = conversation.StatusAt(now),
        ["last_active_at"] = Answer.Time(conversation.LastActiveAt),
        ["created_at"] = Answer.Time(conversation.CreatedAt),
        ["updated_at"] = Answer.Time(conversation.LastActiveAt),
        ["metadata"] = new JsonObject(),
        ["phone_number_id"] = conversation.PhoneNumberId,
        ["kapso"] = new JsonObject
        {
            ["messages_count"] = conversation.MessagesCount,
            ["last_message_id"] = last?.Id,
            ["last_message_type"] = last?.Type,
            ["last_message_timestamp"] = Answer.Time(last?.At),
            ["last_message_text"] = last?.Text,
            ["last_inbound_at"] = Answer.Time(conversation.LastInboundAt),
            ["last_outbound_at"] = Answer.Time(conversation.LastOutboundAt),
        },
    };

    public static JsonObject Contact(Contact contact) => new()
    {
        ["id"] = contact.Id,
        ["wa_id"] = contact.WaId,
        ["business_scoped_user_id"] = UserId.Of(contact.WaId),
        ["parent_business_scoped_user_id"] = null,
        ["username"] = null,
        ["profile_name"] = contact.ProfileName,
        ["display_name"] = contact.DisplayName,
        ["customer_id"] = contact.CustomerId,
        ["metadata"] = contact.Metadata?.DeepClone(),
        ["created_at"] = Answer.Time(contact.CreatedAt),
        ["updated_at"] = Answer.Time(contact.UpdatedAt),
    };

    /// <summary>What Meta says beside, as it stands. A context that names the message alone is filled in, and null leaves a field out.</summary>
    private static void Add(JsonObject body, JsonObject? besides)
    {
        foreach (var (name, value) in besides ?? [])
        {
            if (value is null)
                body.Remove(name);
            else if (name == "context" && body[name] is JsonObject usual && value is JsonObject own)
                own.ToList().ForEach(field => usual[field.Key] = field.Value?.DeepClone());
            else
                body[name] = value.DeepClone();
        }
    }

    /// <summary>What a person reads; for a file, prose that names it (contract 9.5).</summary>
    private static string Content(Message message)
    {
        if (message.Media is not { } media)
            return message.Text;

        var size = media.ByteSize?.ToString(CultureInfo.InvariantCulture) ?? "unknown";
        return $"{message.Text}\n{message.Type} attached: {media.FileName}, {size} bytes, {media.Url}".TrimStart();
    }

    private static JsonObject Status(Message message, MessageStatus status)
    {
        var body = new JsonObject
        {
            ["id"] = message.Id,
            ["status"] = status.Status,
            ["timestamp"] = UnixSeconds(status.At),
            ["recipient_id"] = message.Person,
        };
        if (message.CallbackData is { } data)
            body["biz_opaque_callback_data"] = data;
        if (status.Status != "failed" && message.Pricing is { } pricing)
        {
            body["conversation"] = new JsonObject
            {
                ["id"] = Ids.UuidOf($"{message.ConversationId}/{pricing.Category}").Replace("-", "", StringComparison.Ordinal),
                ["origin"] = new JsonObject { ["type"] = pricing.Category },
                ["expiration_timestamp"] = UnixSeconds(message.At + ConversationStatus.Idle),
            };
            body["pricing"] = new JsonObject
            {
                ["billable"] = pricing.Billable,
                ["pricing_model"] = MessagePricing.Model,
                ["category"] = pricing.Category,
                ["type"] = pricing.Type,
            };
        }

        if (status.Status == "failed" && message.Failure is { } failure)
        {
            body["errors"] = new JsonArray(new JsonObject
            {
                ["code"] = failure.Code,
                ["title"] = failure.Title,
                ["message"] = failure.Title,
                ["error_data"] = new JsonObject { ["details"] = failure.Details },
            });
        }

        return body;
    }

    private static string UnixSeconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
