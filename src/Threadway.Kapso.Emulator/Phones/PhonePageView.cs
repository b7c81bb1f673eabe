using System.Globalization;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.Pages;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>One phone: its chats, and the one that is open.</summary>
internal static class PhonePageView
{
    public static Page Of(WorldState state, PhoneView view, DateTimeOffset now) => new($"Phone {PhoneText.Format(view.Digits)}", Html.Of($"""
        <main class="phone">
        <section class="side" aria-label="Chats">
        <header><a class="round" href="/phones" aria-label="All phones">{Icon.Back}</a><div><h1>{PhoneText.Format(view.Digits)}</h1>{Owner(view)}</div></header>
        {Chats(state, view)}
        {ComposeView.NewChat(state, view)}
        </section>
        <section class="chat" aria-label="{view.Chat?.Name ?? "Chat"}">
        {Header(state, view)}
        {Screen(state, view, now)}
        <div id="notice" role="alert">{(view.Error is null ? Html.Empty : Html.Of($"""<p class="alert">{view.Error}</p>"""))}</div>
        {ComposeView.Of(state, view)}
        </section>
        </main>
        """))
    {
        Script = "phone.js",
        Style = "phone.css",
        BodyClass = "tool chats",
        Status = view.Status,
    };

    /// <summary>What changes by itself, which the page's script asks for again and again.</summary>
    public static Html Live(WorldState state, PhoneView view, DateTimeOffset now) => Html.Of($"{Chats(state, view)}{Screen(state, view, now)}");

    public static string Initial(string? name) => name is { Length: > 0 } ? StringInfo.GetNextTextElement(name).ToUpperInvariant() : "?";

    private static Html Owner(PhoneView view) => view.Owned is null
        ? Html.Empty
        : Html.Of($"""<p class="muted">The WhatsApp Business app of {view.Owned.VerifiedName}</p>""");

    private static Html Chats(WorldState state, PhoneView view) => Html.Of($"""
        <ul id="chats" class="list">{Html.Each(view.Chats, chat => Row(state, view, chat))}</ul>
        """);

    private static Html Row(WorldState state, PhoneView view, PhoneChat chat)
    {
        var last = chat.Conversation.LastMessageId is { } id ? state.MessageById(id) : null;
        var unread = chat.Unread(state);
        return Html.Of($"""
            <li id="chat-{chat.Id}"><a href="{view.Page}?chat={chat.Id}"{(chat.Id == view.Chat?.Id ? new Html(" aria-current=\"page\"") : Html.Empty)}>
            {Avatar(chat)}<span class="who" dir="auto">{chat.Name}</span><span class="last" dir="auto">{(last is null ? "" : BubbleView.Short(last))}</span>
            {(unread == 0 ? Html.Empty : Html.Of($"""<span class="unread">{unread}<span class="hidden"> unread</span></span>"""))}</a></li>
            """);
    }

    private static Html Header(WorldState state, PhoneView view) => view.Chat is not { } chat ? Html.Empty : Html.Of($"""
        <header>{Avatar(chat)}<div><h2 dir="auto">{chat.Name}</h2><p class="muted">{(chat.Digits is null ? "" : PhoneText.Format(chat.Digits))}{(chat.AsOwner ? ", you write as the owner" : "")}</p></div>{Marketing(state, view, chat)}</header>
        """);

    /// <summary>The person's to stop; with a business that is gone there is nothing to stop.</summary>
    private static Html Marketing(WorldState state, PhoneView view, PhoneChat chat)
    {
        if (chat.AsOwner || chat.Business is not { Deleted: false } business)
            return Html.Empty;

        var (status, words) = state.MarketingPreferenceOf(business.Id, view.Digits)?.Status == MarketingPreference.Stopped
            ? (MarketingPreference.Resumed, "Resume marketing")
            : (MarketingPreference.Stopped, "Stop marketing");
        return Html.Of($"""
            <form id="marketing" method="post" action="{view.Page}/marketing"><input type="hidden" name="chat" value="{chat.Id}"><button class="secondary" name="status" value="{status}">{words}</button></form>
            """);
    }

    private static Html Avatar(PhoneChat chat) =>
        Html.Of($"""<span class="avatar c{(chat.Digits ?? chat.Id)[^1] % 5}" aria-hidden="true">{Initial(chat.Name)}</span>""");

    private static Html Screen(WorldState state, PhoneView view, DateTimeOffset now) => Html.Of($"""
        <div id="screen" class="screen" role="log" aria-label="Messages" tabindex="0" data-chat="{view.Chat?.Id}" data-source="{view.Page}/screen{view.Query}" data-read="{view.Page}/read{view.Query}">{Messages(state, view, now)}</div>
        """);

    private static Html Messages(WorldState state, PhoneView view, DateTimeOffset now)
    {
        var code = VerificationCode(state, view.Digits, now);
        if (view.Chat is not { } chat)
            return Html.Of($"""{code}<p id="empty" class="empty">No messages yet. What is sent to this number shows here.</p>""");

        var reactions = chat.Reactions(state);
        var days = chat.Messages(state).GroupBy(message => message.At.UtcDateTime.Date);
        var typing = !chat.AsOwner && chat.Conversation.TypingUntil > now;
        return Html.Of($"""
            {Html.Each(days, day => Html.Of($"{Day(day.Key)}{Html.Each(day, message => BubbleView.Of(state, chat, message, reactions[message.Id], view.Page))}"))}{code}{(typing ? new Html("""<p id="typing" class="typing">typing…</p>""") : Html.Empty)}
            """);
    }

    /// <summary>By text or by call: what Meta sends to a number that is to be verified.</summary>
    private static Html VerificationCode(WorldState state, string digits, DateTimeOffset now) =>
        state.NumberByDigits(digits)?.Registration.Code is { } code && code.Until > now
            ? Html.Of($"""<p id="verification" class="muted">WhatsApp code ({code.Method}): <strong>{code.Digits}</strong></p>""")
            : Html.Empty;

    private static Html Day(DateTime day)
    {
        var (date, text) = (day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture));
        return Html.Of($"""<p id="day-{date}" class="day"><time datetime="{date}">{text}</time> UTC</p>""");
    }
}
