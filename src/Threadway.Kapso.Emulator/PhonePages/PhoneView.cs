using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.Layout;
using Threadway.Kapso.Emulator.Phones;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.PhonePages;

/// <summary>What is looked at: a phone, the chat that is open on it, and what is being answered there.</summary>
internal sealed record PhoneView(WorldState State, DateTimeOffset Now, string Digits, List<PhoneChat> Chats, PhoneChat? Chat)
{
    /// <summary>The number whose business app this phone has.</summary>
    public PhoneNumber? Owned { get; init; }

    /// <summary>The message that is going to be answered.</summary>
    public Message? Answered { get; init; }

    /// <summary>Why what was done last did not work.</summary>
    public string? Error { get; init; }

    public string Draft { get; init; } = "";

    /// <summary>The message to start from, as Meta words it, once somebody chose a kind.</summary>
    public string? Json { get; init; }

    public int Status { get; init; } = StatusCodes.Status200OK;

    public string Page => $"/phones/%2B{Digits}";

    public string Query => Chat is null ? "" : $"?chat={Chat.Id}";

    /// <summary>Marketing is the person's to stop; with a business that is gone there is nothing to stop.</summary>
    public (string Status, string Words)? MarketingChoice => Chat is not { AsOwner: false, Business: { Deleted: false } business }
        ? null
        : State.MarketingPreferenceOf(business.Id, Digits)?.Status == MarketingPreference.Stopped
            ? (MarketingPreference.Resumed, "Resume marketing")
            : (MarketingPreference.Stopped, "Stop marketing");

    /// <summary>With a message of a kind to start from. One that is about another is about the newest that this phone wrote.</summary>
    public PhoneView With(string? kind) => this with
    {
        Json = Array.Find(PhoneKind.All, one => one.Name == kind)?.About(Chat?.Messages(State).LastOrDefault(Chat.IsMine)?.Id),
    };

    public Page ToPage() => new($"Phone {PhoneText.Format(Digits)}", new PhonePages_PhonePage { Model = this }.Render())
    {
        Script = "phone.js",
        Style = "phone.css",
        BodyClass = "tool chats",
        Status = Status,
    };

    /// <summary>Without a wish, or with one that is gone, the newest chat is open.</summary>
    public static PhoneView Of(WorldState state, DateTimeOffset now, string digits, string? chat, string? answered = null)
    {
        var chats = PhoneChat.Of(state, digits);
        var open = chats.Find(one => one.Id == chat) ?? chats.FirstOrDefault();
        return new PhoneView(state, now, digits, chats, open)
        {
            Owned = PhoneChat.OwnedBy(state, digits),
            Answered = answered is not null && state.MessageById(answered) is { } message && message.ConversationId == open?.Id ? message : null,
        };
    }
}
