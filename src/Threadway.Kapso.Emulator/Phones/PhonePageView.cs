using System.Globalization;
using System.Text.RegularExpressions;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Pages;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>A plain WhatsApp-like screen.</summary>
internal static partial class PhonePageView
{
    public static Page List(WorldState state)
    {
        var people = state.Messages.Select(message => message.Person).Reverse().Distinct().ToList();
        var connected = state.PhoneNumbers.Where(number => !number.Deleted).Reverse().ToList();
        return new Page("Phones", Html.Of($"""
            <main class="wide">
            <p><a href="/">Kapso emulator</a></p>
            <h1>Phones</h1>
            <form class="row" action="/phones/open" method="get">
            <label for="number">Open the phone with the number</label>
            <input id="number" name="number" type="tel" placeholder="+57 300 123 4567" required>
            <button class="primary">Open</button>
            </form>
            <section><h2>People</h2>{Links(people, "Nobody got or sent a message yet.", digits => (digits, LastText(state, digits)))}</section>
            <section><h2>Connected numbers</h2>{Links(connected, "None.", number => (number.Digits, $"{number.VerifiedName}, {number.Type}, {number.Status}"))}</section>
            </main>
            """));
    }

    public static Page Phone(WorldState state, string digits, string? error, string draft)
    {
        var numbers = state.PhoneNumbers.Where(number => !number.Deleted && number.Digits != digits).ToList();
        var last = state.Messages.FindLast(message => message.Person == digits)?.PhoneNumberId;
        return new Page($"Phone {PhoneText.Format(digits)}", Html.Of($"""
            <main class="phone">
            <header><a href="/phones" aria-label="All phones">&larr;</a><h1>{PhoneText.Format(digits)}</h1><noscript><a href="">Refresh</a></noscript></header>
            <div id="screen" class="screen" role="log" aria-label="Messages" tabindex="0" data-source="/phones/%2B{digits}/screen">{Messages(state, digits)}</div>
            {(error is null ? Html.Empty : Html.Of($"""<p class="alert" role="alert">{error}</p>"""))}
            <form class="compose" method="post" action="/phones/%2B{digits}">
            <label for="phone_number_id">Write to</label>
            <select id="phone_number_id" name="phone_number_id">{Html.Each(numbers, number => Html.Of($"""
                <option value="{number.Id}"{(number.Id == last ? new Html(" selected") : Html.Empty)}>{number.VerifiedName} ({PhoneText.Format(number.Digits)})</option>
                """))}</select>
            <label class="hidden" for="text">Message</label>
            <input id="text" name="text" type="text" autocomplete="off" placeholder="Message" value="{draft}" required>
            <button class="primary">Send</button>
            </form>
            </main>
            """))
        {
            Script = "phone.js",
            BodyClass = "tool chat",
        };
    }

    /// <summary>The messages alone, which the page's script asks for again and again.</summary>
    public static Html Messages(WorldState state, string digits)
    {
        var messages = state.Messages.FindAll(message => message.Person == digits);
        return messages.Count == 0
            ? Html.Of($"""<p class="muted empty">No messages yet. What is sent to this number shows here.</p>""")
            : Html.Each(messages, message => Bubble(state, message));
    }

    private static Html Bubble(WorldState state, Message message)
    {
        var business = state.PhoneNumbers.Find(number => number.Id == message.PhoneNumberId);
        var name = business?.VerifiedName ?? "A removed number";
        var time = message.At.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);
        return Html.Of($"""
            <article class="bubble {(message.IsInbound ? "mine" : "theirs")}">
            <p class="from">{(message.IsInbound ? $"To {name}" : name)}</p>
            <p class="text">{Formatted(message.Text)}</p>
            {CodeOf(message)}
            <p class="meta"><time datetime="{Answer.Time(message.At)}">{time} UTC</time> {Ticks(message)}</p>
            </article>
            """);
    }

    private static Html CodeOf(Message message) => message.Code is null ? Html.Empty : Html.Of($"""
        <p class="code"><output data-code>{message.Code}</output> <button type="button" class="secondary copy" data-copy="{message.Code}">Copy code</button></p>
        """);

    private static Html Ticks(Message message) => message is { IsInbound: true, Status: "read" }
        ? new Html("""<span class="read" role="img" aria-label="read">✓✓</span>""")
        : message.IsInbound ? new Html("""<span role="img" aria-label="delivered">✓✓</span>""") : Html.Empty;

    /// <summary>WhatsApp's *bold* and line breaks.</summary>
    private static Html Formatted(string text)
    {
        var escaped = Html.Of($"{text}").ToString();
        return new Html(Bold().Replace(escaped, "<strong>$1</strong>").Replace("&#xA;", "<br>").Replace("\n", "<br>"));
    }

    private static string LastText(WorldState state, string digits)
    {
        var text = state.Messages.FindLast(message => message.Person == digits)!.Text;
        return text.Length <= 60 ? text : text[..60] + "…";
    }

    private static Html Links<T>(List<T> items, string none, Func<T, (string Digits, string Detail)> show) => items.Count == 0
        ? Html.Of($"""<p class="muted">{none}</p>""")
        : Html.Of($"""
            <ul class="links">{Html.Each(items.Select(show), one => Html.Of($"""
                <li><a href="/phones/%2B{one.Digits}"><span>{PhoneText.Format(one.Digits)}</span><small>{one.Detail}</small></a></li>
                """))}</ul>
            """);

    [GeneratedRegex(@"\*([^*\n]+)\*")]
    private static partial Regex Bold();
}
