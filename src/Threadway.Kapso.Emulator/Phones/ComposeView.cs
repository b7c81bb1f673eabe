using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>Where a phone writes: in the open chat, or to somebody new.</summary>
internal static class ComposeView
{
    public static Html Of(WorldState state, PhoneView view) => view.Chat is { } chat
        ? Html.Of($"""
            <div class="compose">
            {Attach(view, chat)}
            <form class="write" method="post" action="{view.Page}">
            <div id="reply">{Reply(view, chat)}</div>
            <input type="hidden" name="chat" value="{chat.Id}">
            <label class="hidden" for="text">Message</label>
            <input id="text" name="text" type="text" dir="auto" autocomplete="off" placeholder="Message" value="{view.Draft}" required>
            <button class="round send" aria-label="Send">{Icon.Send}</button>
            </form>
            </div>
            """)
        : First(state, view);

    /// <summary>For a phone that has chats already.</summary>
    public static Html NewChat(WorldState state, PhoneView view) => view.Chat is null ? Html.Empty : Html.Of($"""
        <details class="new"><summary>New chat</summary>
        {ToBusiness(state, view, "new-")}{ToPerson(view, "new-")}
        </details>
        """);

    private static Html First(WorldState state, PhoneView view) => Html.Of($"""
        <div class="compose first">{ToBusiness(state, view, "")}{ToPerson(view, "")}</div>
        """);

    private static Html ToBusiness(WorldState state, PhoneView view, string prefix)
    {
        var numbers = state.PhoneNumbers.Where(number => !number.Deleted && number.Digits != view.Digits).ToList();
        return numbers.Count == 0 ? Html.Empty : Html.Of($"""
            <form class="stack" method="post" action="{view.Page}">
            <label for="{prefix}business">Write to a business</label>
            <select id="{prefix}business" name="phone_number_id">{Html.Each(numbers, number => Html.Of($"""
                <option value="{number.Id}">{number.VerifiedName} ({PhoneText.Format(number.Digits)})</option>
                """))}</select>
            {Words(prefix + "text", view.Chat is null ? view.Draft : "")}
            </form>
            """);
    }

    private static Html ToPerson(PhoneView view, string prefix) => view.Owned is null ? Html.Empty : Html.Of($"""
        <form class="stack" method="post" action="{view.Page}">
        <label for="{prefix}person">Write to a customer, as the owner</label>
        <input id="{prefix}person" name="to" type="tel" autocomplete="off" placeholder="+57 300 123 4567" required>
        {Words(prefix + "owner-text", "")}
        </form>
        """);

    private static Html Words(string id, string draft) => Html.Of($"""
        <label class="hidden" for="{id}">First message</label>
        <span class="write"><input id="{id}" name="text" type="text" dir="auto" autocomplete="off" placeholder="Message" value="{draft}" required><button class="round send" aria-label="Send">{Icon.Send}</button></span>
        """);

    private static Html Reply(PhoneView view, PhoneChat chat) => view.Answered is not { } answered ? Html.Empty : Html.Of($"""
        <input type="hidden" name="context_message_id" value="{answered.Id}">
        <p><span class="hidden">Answering </span><strong dir="auto">{(chat.IsMine(answered) ? "You" : chat.Name)}</strong><span dir="auto">{BubbleView.Short(answered)}</span></p>
        <a class="round" data-reply href="{view.Page}?chat={chat.Id}#text" aria-label="Do not answer it">{Icon.Close}</a>
        """);

    private static Html Attach(PhoneView view, PhoneChat chat) => Html.Of($"""
        <details class="attach"><summary class="round" aria-label="Attach" title="Attach">{Icon.Attach}</summary>
        <div class="panel">
        <form class="stack" method="post" action="{view.Page}/file" enctype="multipart/form-data">
        <input type="hidden" name="chat" value="{chat.Id}">
        <label for="file">Image, video, audio, sticker or document</label>
        <input id="file" name="file" type="file" required>
        <input name="caption" placeholder="Caption" aria-label="Caption">
        <button class="secondary">Send file</button>
        </form>
        <form class="stack" method="post" action="{view.Page}/place">
        <input type="hidden" name="chat" value="{chat.Id}">
        {AnswerView.PlaceFields}
        <button class="secondary">Send place</button>
        </form>
        </div>
        </details>
        """);
}
