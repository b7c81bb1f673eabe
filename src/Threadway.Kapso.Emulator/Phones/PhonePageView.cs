using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Pages;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>A plain WhatsApp-like screen.</summary>
internal static class PhonePageView
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
            <section><h2>People</h2>{Links(people, "Nobody got or sent a message yet.", digits => (digits, BubbleView.Short(state.Messages.FindLast(message => message.Person == digits)!)))}</section>
            <section><h2>Connected numbers</h2>{Links(connected, "None.", number => (number.Digits, $"{number.VerifiedName}, {number.Type}, {number.Status}"))}</section>
            </main>
            """));
    }

    public static Page Phone(WorldState state, string digits, DateTimeOffset now, string? error = null, string draft = "")
    {
        var numbers = state.PhoneNumbers.Where(number => !number.Deleted && number.Digits != digits).ToList();
        var last = state.Messages.FindLast(message => message.Person == digits)?.PhoneNumberId;
        return new Page($"Phone {PhoneText.Format(digits)}", Html.Of($"""
            <main class="phone">
            <header><a href="/phones" aria-label="All phones">&larr;</a><h1>{PhoneText.Format(digits)}</h1><noscript><a href="">Refresh</a></noscript></header>
            <div id="screen" class="screen" role="log" aria-label="Messages" tabindex="0" data-source="/phones/%2B{digits}/screen" data-read="/phones/%2B{digits}/read">{Messages(state, digits, now)}</div>
            {(error is null ? Html.Empty : Html.Of($"""<p class="alert" role="alert">{error}</p>"""))}
            <form class="compose" method="post" action="/phones/%2B{digits}">
            <label for="phone_number_id">Write to</label>
            <select id="phone_number_id" name="phone_number_id">{Html.Each(numbers, number => Html.Of($"""
                <option value="{number.Id}"{(number.Id == last ? new Html(" selected") : Html.Empty)}>{number.VerifiedName} ({PhoneText.Format(number.Digits)})</option>
                """))}</select>
            <label class="hidden" for="text">Message</label>
            <input id="text" name="text" type="text" autocomplete="off" placeholder="Message" value="{draft}" required>
            <button class="primary">Send</button>
            <details>
            <summary>Send a place</summary>
            <div class="row">
            <label for="latitude">Latitude and longitude</label>
            <input id="latitude" name="latitude" inputmode="decimal" form="place" placeholder="4.6097" required>
            <input id="longitude" name="longitude" inputmode="decimal" form="place" placeholder="-74.0817" aria-label="Longitude" required>
            <input name="place" form="place" placeholder="Name" aria-label="Name of the place">
            <button class="secondary" form="place">Send place</button>
            </div>
            </details>
            <details>
            <summary>Send a file</summary>
            <div class="row">
            <label for="file">Image, video, audio, sticker or document</label>
            <input id="file" name="file" type="file" form="upload" required>
            <input name="caption" form="upload" placeholder="Caption" aria-label="Caption">
            <button class="secondary" form="upload">Send file</button>
            </div>
            </details>
            </form>
            <form id="upload" method="post" action="/phones/%2B{digits}/file" enctype="multipart/form-data" hidden></form>
            <form id="place" method="post" action="/phones/%2B{digits}/place" hidden></form>
            </main>
            """))
        {
            Script = "phone.js",
            BodyClass = "tool chat",
        };
    }

    /// <summary>The messages alone, which the page's script asks for again and again.</summary>
    public static Html Messages(WorldState state, string digits, DateTimeOffset now)
    {
        var messages = state.Messages.FindAll(message => message.Person == digits);
        var code = VerificationCode(state, digits, now);
        return messages.Count == 0
            ? Html.Of($"""{code}<p class="muted empty">No messages yet. What is sent to this number shows here.</p>""")
            : Html.Of($"{Html.Each(messages, message => BubbleView.Of(state, message))}{code}{Typing(state, digits, now)}");
    }

    /// <summary>By text or by call: what Meta sends to a number that is to be verified.</summary>
    private static Html VerificationCode(WorldState state, string digits, DateTimeOffset now) =>
        state.NumberByDigits(digits)?.Registration.Code is { } code && code.Until > now
            ? Html.Of($"""<p class="muted">WhatsApp code ({code.Method}): <strong>{code.Digits}</strong></p>""")
            : Html.Empty;

    private static Html Typing(WorldState state, string digits, DateTimeOffset now) =>
        state.Conversations.Exists(one => one.Person == digits && one.TypingUntil > now)
            ? Html.Of($"""<p class="muted typing">typing…</p>""")
            : Html.Empty;

    private static Html Links<T>(List<T> items, string none, Func<T, (string Digits, string Detail)> show) => items.Count == 0
        ? Html.Of($"""<p class="muted">{none}</p>""")
        : Html.Of($"""
            <ul class="links">{Html.Each(items.Select(show), one => Html.Of($"""
                <li><a href="/phones/%2B{one.Digits}"><span>{PhoneText.Format(one.Digits)}</span><small>{one.Detail}</small></a></li>
                """))}</ul>
            """);
}
