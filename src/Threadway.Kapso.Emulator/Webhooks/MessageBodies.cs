using System.Globalization;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Webhooks;

/// <summary>Messages and conversations as contract 9.5 shows them, in webhooks and in reads.</summary>
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
        if ((message.IsInbound ? business : message.Person) is { } to)
            body["to"] = to;
        body[message.Type] = message.Content.DeepClone();
        if (message.ContextMessageId is { } answered)
            body["context"] = new JsonObject { ["id"] = answered, ["from"] = message.IsInbound ? business : message.Person };

        var kapso = new JsonObject
        {
            ["direction"] = message.IsInbound ? "inbound" : "outbound",
            ["status"] = message.Status,
            ["processing_status"] = message.IsInbound ? "pending" : "completed",
            ["origin"] = "cloud_api",
            ["has_media"] = false,
            ["content"] = message.Text,
            ["whatsapp_conversation_id"] = message.ConversationId,
            ["phone_number_id"] = message.PhoneNumberId,
        };
        if (message.Statuses.Count > 0)
            kapso["statuses"] = Answer.Array(message.Statuses.Select(status => Status(message, status)));
        body["kapso"] = kapso;
        return body;
    }

    public static JsonObject Conversation(Conversation conversation, Message last) => new()
    {
        ["id"] = conversation.Id,
        ["phone_number"] = conversation.Person,
        ["contact_name"] = conversation.ContactName,
        ["status"] = "active",
        ["last_active_at"] = Answer.Time(conversation.LastActiveAt),
        ["created_at"] = Answer.Time(conversation.CreatedAt),
        ["updated_at"] = Answer.Time(conversation.LastActiveAt),
        ["metadata"] = new JsonObject(),
        ["phone_number_id"] = conversation.PhoneNumberId,
        ["kapso"] = new JsonObject
        {
            ["messages_count"] = conversation.MessagesCount,
            ["last_message_id"] = last.Id,
            ["last_message_type"] = last.Type,
            ["last_message_timestamp"] = Answer.Time(last.At),
            ["last_message_text"] = last.Text,
            ["last_inbound_at"] = Answer.Time(conversation.LastInboundAt),
            ["last_outbound_at"] = Answer.Time(conversation.LastOutboundAt),
        },
    };

    private static JsonObject Status(Message message, MessageStatus status) => new()
    {
        ["id"] = message.Id,
        ["status"] = status.Status,
        ["timestamp"] = UnixSeconds(status.At),
        ["recipient_id"] = message.Person,
    };

    private static string UnixSeconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
