using System.Text.Json;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>The body of a send (contract 12.1): what is the same for all types, and the one member that the type names.</summary>
internal static class SendBody
{
    public static byte[] Of(Recipient to, OutgoingMessage message) => JsonBody.Written((to, message), static (writer, send) =>
    {
        var (to, message) = send;
        writer.WriteStartObject();
        writer.WriteString("messaging_product"u8, "whatsapp"u8);
        writer.WriteString("recipient_type"u8, to.Type);
        writer.WriteIfThere("to"u8, to.To);
        writer.WriteIfThere("recipient"u8, to.UserId);
        writer.WriteString("type"u8, message.Kind);
        if (message.ReplyTo is { } id)
        {
            writer.WriteStartObject("context"u8);
            writer.WriteString("message_id"u8, id);
            writer.WriteEndObject();
        }

        writer.WriteIfThere("biz_opaque_callback_data"u8, message.CallbackData);
        writer.WriteIfThere("messaging_account_id"u8, message.MessagingAccountId);
        writer.WritePropertyName(message.Kind);
        WriteContent(writer, message);
        writer.WriteEndObject();
    });

    private static void WriteContent(Utf8JsonWriter writer, OutgoingMessage message)
    {
        switch (message)
        {
            case TextMessage text: JsonSerializer.Serialize(writer, text, KapsoJson.Default.TextMessage); break;
            case TemplateMessage template: JsonSerializer.Serialize(writer, template, KapsoJson.Default.TemplateMessage); break;
            case InteractiveMessage interactive: JsonSerializer.Serialize(writer, interactive, KapsoJson.Default.InteractiveMessage); break;
            case ImageMessage image: JsonSerializer.Serialize(writer, image, KapsoJson.Default.ImageMessage); break;
            case VideoMessage video: JsonSerializer.Serialize(writer, video, KapsoJson.Default.VideoMessage); break;
            case AudioMessage audio: JsonSerializer.Serialize(writer, audio, KapsoJson.Default.AudioMessage); break;
            case DocumentMessage document: JsonSerializer.Serialize(writer, document, KapsoJson.Default.DocumentMessage); break;
            case StickerMessage sticker: JsonSerializer.Serialize(writer, sticker, KapsoJson.Default.StickerMessage); break;
            case LocationMessage location: JsonSerializer.Serialize(writer, location, KapsoJson.Default.LocationMessage); break;
            case ContactsMessage contacts: JsonSerializer.Serialize(writer, contacts.Contacts, KapsoJson.Default.IReadOnlyListContactCard); break;
            case ReactionMessage reaction: JsonSerializer.Serialize(writer, reaction, KapsoJson.Default.ReactionMessage); break;
            case RawMessage raw: raw.Content.WriteTo(writer); break;
            default: throw new NotSupportedException($"{message.Kind} is not written yet.");
        }
    }
}

internal sealed record ReadMark(string MessagingProduct, string Status, string MessageId, TypingIndicator? TypingIndicator = null);

internal sealed record TypingIndicator(string Type);
