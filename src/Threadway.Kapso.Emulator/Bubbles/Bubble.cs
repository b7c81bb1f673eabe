using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Phones;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Bubbles;

/// <summary>A message on the screen of the phone at an address, perhaps in answer to another; and the last change that its side made to it.</summary>
internal sealed record Bubble(PhoneChat Chat, Message Message, Message? Answered, Message? Change, IReadOnlyList<Message> Reactions, string Phone)
{
    public static readonly (string Emoji, string Name)[] Emojis =
        [("👍", "thumbs up"), ("❤️", "heart"), ("😂", "laughing"), ("😮", "surprised"), ("😢", "sad"), ("🙏", "thanks")];

    public bool IsMine => Chat.IsMine(Message);

    public bool IsEdited => Change is { Type: "edit" };

    public bool IsDeleted => Change is { Type: "revoke" };

    /// <summary>Nobody said it: WhatsApp itself puts it in the middle of the chat.</summary>
    public bool IsNotice => Message.Type is "system" or "request_welcome" or "revoke";

    /// <summary>What a person may still change: their own words, which they typed on a phone.</summary>
    public bool CanChange => IsMine && !IsDeleted && !IsNotice && (Message.IsInbound || Message.Origin == MessageOrigin.BusinessApp);

    public bool CanEdit => CanChange && Message.Type == "text";

    /// <summary>What the bubble shows: what was written last.</summary>
    public Message Shown => IsEdited && Change!.Content.At("message") is { } edited && edited.Words("type") is { } type ? Edited(type, edited.At(type)) : Message;

    /// <summary>Status and ticks of what this side wrote; what came in has none.</summary>
    public (string Status, string Ticks)? Tick => Message.Status switch
    {
        _ when !IsMine => null,
        "read" => ("read", Icon.TwoTicks),
        "delivered" or "received" => ("delivered", Icon.TwoTicks),
        _ => ("sent", Icon.OneTick),
    };

    private Message Edited(string type, JsonNode? content) => new()
    {
        Id = Message.Id,
        PhoneNumberId = Message.PhoneNumberId,
        ConversationId = Message.ConversationId,
        Person = Message.Person,
        IsInbound = Message.IsInbound,
        Type = type,
        Content = content ?? new JsonObject(),
        Besides = Message.Besides,
        Text = Change!.Text,
        Media = Change.Media ?? Message.Media,
        At = Message.At,
    };
}
