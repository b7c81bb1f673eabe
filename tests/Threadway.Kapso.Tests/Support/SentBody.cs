using System.Text.Json;
using Threadway.Kapso.Http;

namespace Threadway.Kapso.Tests.Support;

/// <summary>The body of a send, read back.</summary>
internal sealed record SentBody(string RecipientType, string? To, string? Recipient, string Type, OutgoingMessage Message)
{
    public static SentBody Read(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        var type = root.GetProperty("type").GetString()!;
        return new(
            root.GetProperty("recipient_type").GetString()!,
            root.Text("to"),
            root.Text("recipient"),
            type,
            Content(type, root.GetProperty(type)) with
            {
                ReplyTo = root.Child("context")?.Text("message_id"),
                CallbackData = root.Text("biz_opaque_callback_data"),
                MessagingAccountId = root.Text("messaging_account_id"),
            });
    }

    private static OutgoingMessage Content(string type, JsonElement content) => type switch
    {
        "text" => content.Deserialize(KapsoJson.Default.TextMessage)!,
        "image" => content.Deserialize(KapsoJson.Default.ImageMessage)!,
        "video" => content.Deserialize(KapsoJson.Default.VideoMessage)!,
        "audio" => content.Deserialize(KapsoJson.Default.AudioMessage)!,
        "document" => content.Deserialize(KapsoJson.Default.DocumentMessage)!,
        "sticker" => content.Deserialize(KapsoJson.Default.StickerMessage)!,
        "location" => content.Deserialize(KapsoJson.Default.LocationMessage)!,
        "contacts" => new ContactsMessage { Contacts = content.Deserialize(KapsoJson.Default.IReadOnlyListContactCard)! },
        "reaction" => content.Deserialize(KapsoJson.Default.ReactionMessage)!,
        // What fills a template is written and never read; its own tests look at it.
        "template" => new TemplateMessage
        {
            Name = content.GetProperty("name").GetString()!,
            Language = content.GetProperty("language").GetProperty("code").GetString()!,
            Components = [.. content.GetProperty("components").EnumerateArray().Select(TemplateComponent.OfRaw)],
        },
        "interactive" => content.Deserialize(KapsoJson.Default.InteractiveMessage)!,
        _ => OutgoingMessage.Raw(type, content),
    };
}
