using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>What a message shows, by its type. Whatever it holds may be hostile: all of it goes through <see cref="Html"/>.</summary>
internal static partial class ContentView
{
    public static Html Of(Message message) => message.Type switch
    {
        "image" or "video" or "document" or "audio" or "sticker" => Html.Of($"{Attachment(message)}{Text(message.Text)}"),
        "location" => Location(message),
        "contacts" => Contacts(message.Content),
        "template" => Template(message),
        "interactive" when !message.IsInbound => Interactive(message),
        "interactive" when message.Content["nfm_reply"] is { } flow => Filled(flow),
        _ => Text(message.Text),
    };

    private static Html Text(string text) => text.Length == 0 ? Html.Empty : Html.Of($"""<p class="text" dir="auto">{Formatted(text)}</p>""");

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
            "video" => Html.Of($"""<video src="{source}" controls preload="metadata" aria-label="{name}"></video>"""),
            "audio" => Html.Of($"""<audio src="{source}" controls preload="metadata" aria-label="{name}"></audio>"""),
            null => Html.Of($"""<p class="piece">{Icon.File}<a href="{source}" rel="noreferrer">{name}</a><small>{message.Type}, by link</small></p>"""),
            _ => Html.Of($"""<p class="piece">{Icon.File}<a href="{source}" download="{name}">{name}</a><small>{Size(media)}</small></p>"""),
        };
    }

    private static string Size(MessageMedia media) => media.ByteSize switch
    {
        null => "",
        < 1024 => $"{media.ByteSize} bytes",
        < 1024 * 1024 => $"{media.ByteSize / 1024} KB",
        _ => $"{media.ByteSize / (1024 * 1024)} MB",
    };

    private static Html Location(Message message)
    {
        var (latitude, longitude) = (message.Content["latitude"]!.ToString(), message.Content["longitude"]!.ToString());
        var map = $"https://www.openstreetmap.org/?mlat={Uri.EscapeDataString(latitude)}&mlon={Uri.EscapeDataString(longitude)}#map=16/{latitude}/{longitude}";
        return Html.Of($"""
            <p class="piece">{Icon.Place}<a href="{map}" target="_blank" rel="noreferrer">{(message.Text.Length > 0 ? message.Text : "Location")}</a><small>{latitude}, {longitude}</small></p>
            """);
    }

    private static Html Contacts(JsonNode contacts) => Html.Each(contacts as JsonArray ?? [], contact => Html.Of($"""
        <div class="piece"><span class="avatar c1" aria-hidden="true">{PhonePageView.Initial(NameOf(contact))}</span><strong dir="auto">{NameOf(contact)}</strong>
        <small>{string.Join(", ", Values(contact, "phones", "phone").Concat(Values(contact, "emails", "email")))}</small></div>
        """));

    private static string? NameOf(JsonNode? contact) => Field(Field(contact, "name"), "formatted_name")?.ToString();

    private static IEnumerable<string?> Values(JsonNode? contact, string list, string field) =>
        (Field(contact, list) as JsonArray ?? []).Select(one => Field(one, field)?.ToString());

    private static Html Filled(JsonNode flow) => Html.Of($"""
        <p class="text">{flow["body"]?.ToString()}</p><details><summary>What was filled in</summary><pre tabindex="0" aria-label="What was filled in">{flow["response_json"]?.ToString()}</pre></details>
        """);

    private static Html Interactive(Message message)
    {
        var (header, footer, action) = (message.Content["header"], message.Content["footer"], message.Content["action"]!);
        var kind = message.Content["type"]!.ToString();
        var link = kind == "cta_url" ? action["parameters"] : null;
        return Html.Of($"""
            {Attachment(message)}{Line("title", header?["text"]?.ToString())}{Text(message.Text)}{Line("footer", footer?["text"]?.ToString())}
            {(link is null ? Html.Empty : Link(link["url"]!.ToString(), link["display_text"]!.ToString()))}
            {(kind == "carousel" ? Cards(action) : Html.Empty)}
            {(kind is "button" or "list" or "cta_url" or "carousel" or Asked.Flow or Asked.Location or Asked.ContactInfo ? Html.Empty : Line("kind", kind))}
            """);
    }

    private static Html Cards(JsonNode action) => Html.Of($"""
        <ol class="cards">{Html.Each(action["cards"] as JsonArray ?? [], card => Html.Of($"""<li>{Line("text", Field(Field(card, "body"), "text")?.ToString() ?? "Card")}</li>"""))}</ol>
        """);

    /// <summary>The inside of a card is not checked when it is sent.</summary>
    private static JsonNode? Field(JsonNode? node, string name) => (node as JsonObject)?[name];

    private static Html Template(Message message) => message.Frame is not { } frame ? Text(message.Text) : Html.Of($"""
        {Attachment(message)}{Line("title", frame.Header)}{Text(message.Text)}{Line("footer", frame.Footer)}
        {Html.Each(frame.Buttons, button => button.Type switch
        {
            FrameButton.QuickReply or FrameButton.Flow => Html.Empty,
            FrameButton.Url => Link(button.Value!, button.Text),
            _ => Line("action", $"{button.Text} {button.Value}"),
        })}
        """);

    private static Html Line(string style, string? text) => text is null ? Html.Empty : Html.Of($"""<p class="{style}" dir="auto">{text}</p>""");

    /// <summary>A link only where a browser opens a page: what the business sent may be of any scheme.</summary>
    private static Html Link(string url, string text) => url.StartsWith("http", StringComparison.OrdinalIgnoreCase)
        ? Html.Of($"""<p class="action"><a href="{url}" target="_blank" rel="noreferrer">{text}</a></p>""")
        : Html.Of($"""<p class="action">{text}: {url}</p>""");

    /// <summary>WhatsApp's *bold*, _italic_, ~struck~ and `code`, line breaks, and addresses to follow.</summary>
    private static Html Formatted(string text)
    {
        var pieces = Address().Split(text);

        // The pattern has one group, so that every second piece is an address.
        return Html.Each(pieces.Index(), piece => piece.Index % 2 == 1
            ? Html.Of($"""<a href="{piece.Item}" target="_blank" rel="noreferrer">{piece.Item}</a>""")
            : Styled(piece.Item));
    }

    private static Html Styled(string text)
    {
        var escaped = Html.Of($"{text}").ToString();
        escaped = Bold().Replace(escaped, "<strong>$1</strong>");
        escaped = Italic().Replace(escaped, "<em>$1</em>");
        escaped = Struck().Replace(escaped, "<s>$1</s>");
        escaped = Code().Replace(escaped, "<code>$1</code>");
        return new Html(escaped.Replace("&#xA;", "<br>").Replace("\n", "<br>"));
    }

    [GeneratedRegex(@"(https?://[^\s<>""']+)", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"(?<!\w)\*([^*\n]+)\*(?!\w)")]
    private static partial Regex Bold();

    [GeneratedRegex(@"(?<!\w)_([^_\n]+)_(?!\w)")]
    private static partial Regex Italic();

    [GeneratedRegex(@"(?<!\w)~([^~\n]+)~(?!\w)")]
    private static partial Regex Struck();

    [GeneratedRegex(@"&#x60;([^\n]+?)&#x60;")]
    private static partial Regex Code();
}
