using Threadway.Kapso.Emulator.Phones;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Bubbles;

/// <summary>A message on the screen of the phone at an address, perhaps in answer to another.</summary>
internal sealed record Bubble(PhoneChat Chat, Message Message, Message? Answered, IReadOnlyList<Message> Reactions, string Phone)
{
    public static readonly (string Emoji, string Name)[] Emojis =
        [("👍", "thumbs up"), ("❤️", "heart"), ("😂", "laughing"), ("😮", "surprised"), ("😢", "sad"), ("🙏", "thanks")];

    public bool IsMine => Chat.IsMine(Message);

    /// <summary>Status and ticks of what this side wrote; what came in has none.</summary>
    public (string Status, string Ticks)? Tick => Message.Status switch
    {
        _ when !IsMine => null,
        "read" => ("read", Icon.TwoTicks),
        "delivered" or "received" => ("delivered", Icon.TwoTicks),
        _ => ("sent", Icon.OneTick),
    };
}
