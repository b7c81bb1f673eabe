using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>A conversation as one of its two phones sees it: the person's, or the owner's of a coexistence number.</summary>
internal sealed record PhoneChat(Conversation Conversation, PhoneNumber? Business, bool AsOwner)
{
    /// <summary>The screen goes back this far.</summary>
    private const int MostShown = 200;

    public string Id => Conversation.Id;

    /// <summary>The other side.</summary>
    public string Name => PhoneText.FormatIn(AsOwner ? Conversation.ContactName : Business?.VerifiedName ?? "A removed number");

    public string? Digits => AsOwner ? Conversation.Person : Business?.Digits;

    /// <summary>The newest first.</summary>
    public static List<PhoneChat> Of(WorldState state, string digits)
    {
        var owned = OwnedBy(state, digits);
        return
        [
            .. state.Conversations
                .Where(one => one.Person == digits || one.PhoneNumberId == owned?.Id)
                .OrderByDescending(one => one.LastActiveAt)
                .Select(one => new PhoneChat(one, state.PhoneNumbers.Find(number => number.Id == one.PhoneNumberId), one.Person != digits)),
        ];
    }

    /// <summary>The connected number whose app this phone has.</summary>
    public static PhoneNumber? OwnedBy(WorldState state, string digits) =>
        state.NumberByDigits(digits) is { IsCoexistence: true } number ? number : null;

    public bool IsMine(Message message) => message.IsInbound != AsOwner;

    /// <summary>Oldest first.</summary>
    public List<Message> Messages(WorldState state) =>
        [.. state.Messages.Where(message => message.ConversationId == Id && message.Type != "reaction").TakeLast(MostShown)];

    /// <summary>The reactions that stand: the last one of each side, unless it was taken back or did not arrive.</summary>
    public ILookup<string, Message> Reactions(WorldState state) => state.Messages
        .Where(message => message.ConversationId == Id && message is { Type: "reaction", Failure: null })
        .GroupBy(message => (Target: message.Content["message_id"]!.ToString(), message.IsInbound))
        .Select(group => (group.Key.Target, Last: group.Last()))
        .Where(one => one.Last.Text.Length > 0)
        .ToLookup(one => one.Target, one => one.Last);

    /// <summary>How many messages wait for the person to look. What an owner has seen, the contract does not know.</summary>
    public int Unread(WorldState state) => AsOwner ? 0 : state.Messages.Count(IsUnread);

    public bool IsUnread(Message message) => !AsOwner && message.ConversationId == Id && message is { IsInbound: false, Status: "delivered", Type: not "reaction" };
}
