using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>One message on a phone's screen, by its type.</summary>
internal static partial class BubbleView
{
    public static Html Of(WorldState state, Message message)
    {
        var business = state.PhoneNumbers.Find(number => number.Id == message.PhoneNumberId);
        var name = business?.VerifiedName ?? "A removed number";
        var time = message.At.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);
        return Html.Of($"""
            <article class="bubble {(message.IsInbound ? "mine" : "theirs")}">
            <p class="from">{(message.IsInbound ? $"To {name}" : name)}</p>
            {Quote(state, message)}{Content(state, message)}
            {CodeOf(message)}{Choices(message)}
            <p class="meta"><time datetime="{Answer.Time(message.At)}">{time} UTC</time> {Ticks(message)}</p>
            </article>
            """);
    }

    /// <summary>A message's text in one line, for lists and quotes.</summary>
    public static string Short(Message message)
    {
        var text = message.Text.Length > 0 ? message.Text : $"({message.Type})";
        return text.Length <= 60 ? text : text[..60] + "…";
    }

    private static Html Content(WorldState state, Message message) => message.Type switch
    {
        "image" or "video" or "document" or "audio" or "sticker" => File(message),
        "location" => Location(message),
        "contacts" => Contacts(message.Content),
        "reaction" => Reaction(state, message),
        "template" => Template(message),
        "interactive" when !message.IsInbound => Interactive(message),
        _ => Text(message.Text),
    };

    private static Html Text(string text) => text.Length == 0 ? Html.Empty : Html.Of($"""<p class="text">{Formatted(text)}</p>""");

    private static Html File(Message message) => Html.Of($"{Attachment(message)}{Text(message.Text)}");

    private static Html Attachment(Message message)
    {
        if (message.Media is not { } media)
            return Html.Empty;

        // By path, so that the page's own policy allows it under whatever name the browser came.
        var source = media.ContentType is null ? media.Url : new Uri(media.Url).PathAndQuery;
        var name = media.FileName.Length == 0 ? media.Url : media.FileName;
        return media.ContentType?.Split('/')[0] switch
        {
            "image" => Html.Of($"""<img src="{source}" alt="{name}">"""),
            "video" => Html.Of($"""<video src="{source}" controls aria-label="{name}"></video>"""),
            "audio" => Html.Of($"""<audio src="{source}" controls aria-label="{name}"></audio>"""),
            _ => Html.Of($"""<p class="file"><span class="kind">{message.Type}</span> <a href="{source}" rel="noreferrer">{name}</a></p>"""),
        };
    }

    private static Html Location(Message message)
    {
        var (latitude, longitude) = (message.Content["latitude"]!.ToString(), message.Content["longitude"]!.ToString());
        return Html.Of($"""
            {Text(message.Text)}<p class="file"><span class="kind">location</span> <a href="geo:{latitude},{longitude}">{latitude}, {longitude}</a></p>
            """);
    }

    private static Html Contacts(JsonNode contacts) => Html.Each(contacts.AsArray(), contact => Html.Of($"""
        <p class="file"><span class="kind">contact</span> {contact!["name"]!["formatted_name"]!.ToString()}
        {string.Join(", ", (contact["phones"] as JsonArray ?? []).Select(phone => phone?["phone"]?.ToString()))}</p>
        """));

    private static Html Reaction(WorldState state, Message message)
    {
        var answered = state.MessageById(message.Content["message_id"]!.ToString());
        var what = message.Text.Length == 0 ? "took the reaction back from" : "to";
        return Html.Of($"""<p class="text reaction">{message.Text} <small>{what} {(answered is null ? "a message" : $"“{Short(answered)}”")}</small></p>""");
    }

    private static Html Interactive(Message message)
    {
        var (header, footer, action) = (message.Content["header"], message.Content["footer"], message.Content["action"]!);
        var kind = message.Content["type"]!.ToString();
        var link = kind == "cta_url" ? action["parameters"] : null;
        return Html.Of($"""
            {Attachment(message)}{Line("title", header?["text"]?.ToString())}{Text(message.Text)}{Line("footer", footer?["text"]?.ToString())}
            {(link is null ? Html.Empty : Link(link["url"]!.ToString(), link["display_text"]!.ToString()))}
            {(kind is "button" or "list" or "cta_url" ? Html.Empty : Line("kind", kind))}
            """);
    }

    private static Html Template(Message message) => message.Frame is not { } frame ? Text(message.Text) : Html.Of($"""
        {Attachment(message)}{Line("title", frame.Header)}{Text(message.Text)}{Line("footer", frame.Footer)}
        {Html.Each(frame.Buttons, button => button.Type switch
        {
            FrameButton.QuickReply => Html.Empty,
            FrameButton.Url => Link(button.Value!, button.Text),
            _ => Line("file", $"{button.Text} {button.Value}"),
        })}
        """);

    private static Html Line(string style, string? text) => text is null ? Html.Empty : Html.Of($"""<p class="{style}">{text}</p>""");

    /// <summary>A link only where a browser opens a page: what the business sent may be of any scheme.</summary>
    private static Html Link(string url, string text) => url.StartsWith("http", StringComparison.OrdinalIgnoreCase)
        ? Html.Of($"""<p><a class="button secondary" href="{url}" rel="noreferrer">{text}</a></p>""")
        : Html.Of($"""<p class="file">{text}: {url}</p>""");

    private static Html Choices(Message message)
    {
        var choices = Choice.Of(message);
        if (choices.Count == 0)
            return Html.Empty;

        var label = message.Content["action"]?["button"]?.ToString();
        return Html.Of($"""
            {Line("title", label)}
            <form class="choices" method="post" action="/phones/%2B{message.Person}/press">
            <input type="hidden" name="message_id" value="{message.Id}">{Html.Each(choices, choice => Html.Of($"""
                <button class="secondary" name="choice" value="{choice.Id}">{choice.Title}{Description(choice)}</button>
                """))}</form>
            """);
    }

    private static Html Description(Choice choice) => choice.Description is null ? Html.Empty : Html.Of($"<small>{choice.Description}</small>");

    private static Html Quote(WorldState state, Message message) =>
        message.ContextMessageId is { } id && state.MessageById(id) is { } answered
            ? Html.Of($"""<blockquote>{Short(answered)}</blockquote>""")
            : Html.Empty;

    private static Html CodeOf(Message message) => message.Code is null ? Html.Empty : Html.Of($"""
        <p class="code"><output data-code>{message.Code}</output> <button type="button" class="secondary copy" data-copy="{message.Code}">Copy code</button></p>
        """);

    private static Html Ticks(Message message) => message.Status switch
    {
        "read" => new Html("""<span class="read" role="img" aria-label="read">✓✓</span>"""),
        "delivered" or "received" => new Html("""<span role="img" aria-label="delivered">✓✓</span>"""),
        "failed" => new Html("""<span class="failed" role="img" aria-label="failed">!</span>"""),
        _ => new Html("""<span role="img" aria-label="sent">✓</span>"""),
    };

    /// <summary>WhatsApp's *bold* and line breaks.</summary>
    private static Html Formatted(string text)
    {
        var escaped = Html.Of($"{text}").ToString();
        return new Html(Bold().Replace(escaped, "<strong>$1</strong>").Replace("&#xA;", "<br>").Replace("\n", "<br>"));
    }

    [GeneratedRegex(@"\*([^*\n]+)\*")]
    private static partial Regex Bold();
}
