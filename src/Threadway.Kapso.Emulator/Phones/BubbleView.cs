using System.Globalization;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>One message on a phone's screen: what it answers, its content, its time and ticks, reactions, and what can be done with it.</summary>
internal static class BubbleView
{
    private const int LongestShort = 60;

    private static readonly (string Emoji, string Name)[] Emojis =
        [("👍", "thumbs up"), ("❤️", "heart"), ("😂", "laughing"), ("😮", "surprised"), ("😢", "sad"), ("🙏", "thanks")];

    public static Html Of(WorldState state, PhoneChat chat, Message message, IEnumerable<Message> reactions, string page)
    {
        var mine = chat.IsMine(message);
        var time = message.At.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);
        return Html.Of($"""
            <article id="{message.Id}" class="bubble {(mine ? "mine" : "theirs")}{(message.Type == "sticker" ? " plain" : "")}" aria-label="{(mine ? "You" : chat.Name)}, {time}"{(chat.IsUnread(message) ? new Html(" data-unread") : Html.Empty)}>
            {Quote(state, message)}{ContentView.Of(message)}{CodeOf(message)}{(mine ? Html.Empty : AnswerView.Of(message, page))}
            <p class="meta">{Origin(chat, message)}<time datetime="{Answer.Time(message.At)}">{time}</time> {Ticks(message)}</p>
            {Reactions(chat, reactions)}{Tools(chat, message, reactions, page)}
            </article>
            """);
    }

    /// <summary>A message's text in one line, for lists and quotes.</summary>
    public static string Short(Message message)
    {
        var text = message.Text.Length > 0 ? message.Text : $"({message.Type})";
        return text.Length <= LongestShort ? text : text[..LongestShort] + "…";
    }

    /// <summary>For whoever looks at an owner's phone: which messages a program wrote.</summary>
    private static Html Origin(PhoneChat chat, Message message) => chat.AsOwner && message is { IsInbound: false, Origin: MessageOrigin.CloudApi }
        ? new Html("<span>by API</span> ")
        : Html.Empty;

    private static Html Quote(WorldState state, Message message) =>
        message.ContextMessageId is { } id && state.MessageById(id) is { } answered
            ? Html.Of($"""<blockquote>{Short(answered)}</blockquote>""")
            : Html.Empty;

    private static Html CodeOf(Message message) => message.Code is null ? Html.Empty : Html.Of($"""
        <p class="code"><output data-code>{message.Code}</output> <button type="button" class="secondary copy" data-copy="{message.Code}">Copy code</button></p>
        """);

    private static Html Ticks(Message message) => message.Status switch
    {
        "read" => Tick("read", Icon.TwoTicks),
        "delivered" or "received" => Tick("delivered", Icon.TwoTicks),
        "failed" => new Html("""<span class="failed" role="img" aria-label="failed">!</span>"""),
        _ => Tick("sent", Icon.OneTick),
    };

    private static Html Tick(string status, Html icon) => Html.Of($"""<span class="tick {status}" role="img" aria-label="{status}">{icon}</span>""");

    private static Html Reactions(PhoneChat chat, IEnumerable<Message> reactions) => !reactions.Any() ? Html.Empty : Html.Of($"""
        <p class="reactions">{Html.Each(reactions, one => Html.Of($"""<span role="img" aria-label="{one.Text} from {(chat.IsMine(one) ? "you" : chat.Name)}">{one.Text}</span>"""))}</p>
        """);

    private static Html Tools(PhoneChat chat, Message message, IEnumerable<Message> reactions, string page)
    {
        var mine = reactions.FirstOrDefault(chat.IsMine)?.Text;
        return Html.Of($"""
            <div class="tools"><details class="react"><summary aria-label="React" title="React">{Icon.React}</summary></details><a data-reply href="{page}?chat={chat.Id}&amp;reply={message.Id}#text" aria-label="Reply" title="Reply">{Icon.Reply}</a></div>
            <form class="emojis" method="post" action="{page}/react" aria-label="Reactions">
            <input type="hidden" name="chat" value="{chat.Id}"><input type="hidden" name="message_id" value="{message.Id}">{Html.Each(Emojis, one => Html.Of($"""
                <button name="emoji" value="{(one.Emoji == mine ? "" : one.Emoji)}" aria-label="{one.Name}" aria-pressed="{(one.Emoji == mine ? "true" : "false")}">{one.Emoji}</button>
                """))}</form>
            """);
    }
}
