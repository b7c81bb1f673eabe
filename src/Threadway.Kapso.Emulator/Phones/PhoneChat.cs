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

    /// <summary>Oldest first, without those that only change how another one looks.</summary>
    public List<Message> Messages(WorldState state) =>
        [.. state.Messages.Where(message => message.ConversationId == Id && !ChangesAnother(state, message)).TakeLast(MostShown)];

    /// <summary>What a side changed later in its own messages, by their ids: the last word on each, an edit or that it was deleted.</summary>
    public Dictionary<string, Message> Changes(WorldState state) => state.Messages
        .Where(message => message.ConversationId == Id && message.Type is "edit" or "revoke" && ChangesAnother(state, message))
        .GroupBy(message => TargetOf(message)!)
        .ToDictionary(group => group.Key, group => group.LastOrDefault(one => one.Type == "revoke") ?? group.Last());

    /// <summary>The reactions that stand: the last one of each side, unless it was taken back or did not arrive.</summary>
    public ILookup<string, Message> Reactions(WorldState state) => state.Messages
        .Where(message => message.ConversationId == Id && message is { Type: "reaction", Failure: null })
        .GroupBy(message => (Target: TargetOf(message), message.IsInbound))
        .Select(group => (group.Key.Target, Last: group.Last()))
        .Where(one => one.Target is not null && one.Last.Text.Length > 0)
        .ToLookup(one => one.Target!, one => one.Last);

    /// <summary>The message that another one is about.</summary>
    private static string? TargetOf(Message message) => message.Type switch
    {
        "reaction" => message.Content.Words("message_id"),
        "edit" or "revoke" => message.Content.Words("original_message_id"),
        _ => null,
    };

    /// <summary>Only one that is in this chat; and nobody edits or deletes what the other side wrote.</summary>
    private bool ChangesAnother(WorldState state, Message message) =>
        TargetOf(message) is { } id && state.MessageById(id) is { } target && target.ConversationId == Id && (message.Type == "reaction" || target.IsInbound == message.IsInbound);

    /// <summary>How many messages wait for the person to look. What an owner has seen, the contract does not know.</summary>
    public int Unread(WorldState state) => AsOwner ? 0 : state.Messages.Count(IsUnread);

    public bool IsUnread(Message message) => !AsOwner && message.ConversationId == Id && message is { IsInbound: false, Status: "delivered", Type: not "reaction" };
}
