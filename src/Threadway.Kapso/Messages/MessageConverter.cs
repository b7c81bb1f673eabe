using System.Text.Json;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>Reads a message of either payload version: the first has Kapso's fields beside Meta's, the second in <c>kapso</c>.</summary>
internal sealed class MessageConverter : RawConverter<Message>
{
    public static Message? Read(JsonElement message)
    {
        if (message.Text("id") is not { Length: > 0 } id)
            return null;

        var kapso = message.Child("kapso") ?? message;
        var type = message.Text("type") ?? message.Text("message_type");
        var content = type is null ? default : message.Child(type) ?? default;
        var direction = kapso.Text("direction") is { } way ? new MessageDirection(way) : (MessageDirection?)null;
        // The first version names the person alone, whoever wrote (contract 8.5).
        var person = message.Text("conversation_phone_number");

        return new()
        {
            Id = id,
            Timestamp = message.Time("timestamp") ?? message.Time("created_at"),
            Type = type,
            Direction = direction,
            Status = kapso.Text("status") is { } status ? new(status) : null,
            Origin = kapso.Text("origin") is { } origin ? new(origin) : null,
            From = message.Text("from") ?? (direction == MessageDirection.Inbound ? person : null),
            To = message.Text("to") ?? (direction == MessageDirection.Outbound ? person : null),
            FromUserId = message.Text("from_user_id"),
            ToUserId = message.Text("to_user_id"),
            Username = message.Text("username"),
            ReplyTo = message.Child("context")?.Text("id"),
            Text = message.Child("text")?.Text("body") ?? (type == "text" ? kapso.Text("content") : null),
            Content = kapso.Text("content"),
            Media = Media(content, kapso),
            Choice = Choice(message),
            Reaction = message.Child("reaction") is { } reaction
                ? new() { MessageId = reaction.Text("message_id"), Emoji = reaction.Text("emoji") }
                : null,
            Location = message.Child("location") is { } place
                ? new()
                {
                    Latitude = place.Decimal("latitude"),
                    Longitude = place.Decimal("longitude"),
                    Name = place.Text("name"),
                    Address = place.Text("address"),
                }
                : null,
            Transcript = kapso.Child("transcript")?.Text("text") ?? kapso.Text("transcript"),
            Statuses = [.. kapso.Items("statuses").Where(one => one.ValueKind == JsonValueKind.Object).Select(Status)],
            ConversationId = kapso.Text("whatsapp_conversation_id"),
            ContactName = kapso.Text("contact_name"),
            PhoneNumberId = kapso.Text("phone_number_id"),
            Raw = message,
        };
    }

    protected override Message? From(JsonElement element) => Read(element);

    protected override JsonElement RawOf(Message value) => value.Raw;

    private static MessageMedia? Media(JsonElement content, JsonElement kapso)
    {
        var data = kapso.Child("media_data") ?? default;
        var url = data.Text("url") ?? kapso.Text("media_url");
        var isFile = url is not null || content.Text("mime_type") is not null || kapso.Flag("has_media") == true;

        return isFile
            ? new()
            {
                Id = content.Text("id"),
                Url = Uri.TryCreate(url, UriKind.Absolute, out var address) ? address : null,
                Caption = content.Text("caption"),
                Filename = content.Text("filename") ?? data.Text("filename"),
                ContentType = data.Text("content_type") ?? content.Text("mime_type"),
                ByteSize = data.Whole("byte_size"),
            }
            : null;
    }

    private static MessageChoice? Choice(JsonElement message)
    {
        if (message.Child("button") is { } button)
            return new() { Id = button.Text("payload"), Title = button.Text("text") };

        var interactive = message.Child("interactive") ?? default;
        return (interactive.Child("button_reply") ?? interactive.Child("list_reply")) is { } reply
            ? new() { Id = reply.Text("id"), Title = reply.Text("title"), Description = reply.Text("description") }
            : null;
    }

    private static MessageStatusUpdate Status(JsonElement update) => new()
    {
        Status = new(update.Text("status") ?? ""),
        Timestamp = update.Time("timestamp"),
        Errors =
        [
            .. from error in update.Items("errors")
               where error.ValueKind == JsonValueKind.Object
               select new MessageError
               {
                   Code = error.Text("code"),
                   Title = error.Text("title") ?? error.Text("message"),
                   Details = error.Child("error_data")?.Text("details"),
               },
        ],
    };
}
