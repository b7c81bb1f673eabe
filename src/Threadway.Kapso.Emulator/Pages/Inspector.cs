using System.Globalization;
using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.Pages;

/// <summary>The frame around the inspector's pages, and the pieces that they share.</summary>
internal static class Inspector
{
    private static readonly (string Address, string Name)[] Places =
        [("/", "Overview"), ("/requests", "Requests"), ("/deliveries", "Deliveries"), ("/phones", "Phones")];

    /// <summary>A page whose lists the script keeps fresh from the page's own address.</summary>
    public static IResult Send(HttpContext http, string title, Html body, DateTimeOffset now, int status = StatusCodes.Status200OK)
    {
        var here = http.Request.Path.Value;
        var page = Html.Of($"""
            <a class="skip" href="#main">Skip to content</a>
            <header class="bar">
            <a class="brand" href="/"><svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true"><rect width="32" height="32" rx="9"></rect><path d="M9 22.5V12a4 4 0 0 1 4-4h6a4 4 0 0 1 4 4v3.500a4 4 0 0 1-4 4h-6.500z"></path></svg><span>Kapso emulator</span></a>
            <nav aria-label="Pages">{Html.Each(Places, place => Html.Of($"""<a href="{place.Address}"{Current(place.Address == here)}>{place.Name}</a>"""))}</nav>
            <div class="pulse"><span class="clock" title="The emulator's own clock">{Time(now)}<span class="zone"> UTC</span></span><button type="button" class="live" id="live" aria-pressed="true" hidden>Live</button></div>
            </header>
            <main class="board" id="main" data-live>
            {body}
            </main>
            <p class="hidden" role="status" id="said"></p>
            """);
        return new Page(title, page) { BodyClass = "tool inspector", StyleSheet = "inspector.css", Script = "inspector.js", Status = status }.Send(http);
    }

    /// <summary>What the script puts into an opened row.</summary>
    public static IResult Part(HttpContext http, Html part)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Content(part.ToString(), "text/html; charset=utf-8");
    }

    /// <summary>A list with a name: its rows carry ids, so that the script can tell new ones from old.</summary>
    public static Html List(string id, string title, string count, Html rows, string none, Html? more = null) => Html.Of($"""
        <section class="panel" aria-labelledby="{id}-title">
        <div class="head"><h2 id="{id}-title">{title}</h2><span class="count" id="{id}-count">{count}</span>{more ?? Html.Empty}</div>
        <div class="rows" id="{id}" data-rows>{(rows.ToString().Length == 0 ? Html.Of($"""<p class="none" id="{id}-none">{none}</p>""") : rows)}</div>
        </section>
        """);

    public static Html Chip(string text, Tone tone = Tone.Plain) => Html.Of($"""<span class="chip {Name(tone)}">{text}</span>""");

    public static Html When(DateTimeOffset at) =>
        Html.Of($"""<time datetime="{Answer.Time(at)}" title="{at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)}">{Time(at)}</time>""");

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Milliseconds(double time) => string.Create(CultureInfo.InvariantCulture, $"{time:0} ms");

    public static string Bytes(long length) => length < 1024
        ? string.Create(CultureInfo.InvariantCulture, $"{length} bytes")
        : string.Create(CultureInfo.InvariantCulture, $"{length / 1024.0:0.0} KB");

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Text of the wire, to read and to copy.</summary>
    public static Html Code(string label, string text) => Html.Of($"""
        <div class="wire"><pre tabindex="0" aria-label="{label}"><code>{text}</code></pre><button type="button" class="copy" data-copy hidden>Copy</button></div>
        """);

    private static Html Current(bool here) => here ? Html.Of($""" aria-current="page" """) : Html.Empty;

    private static string Name(Tone tone) => tone switch
    {
        Tone.Good => "good",
        Tone.Bad => "bad",
        Tone.Wait => "wait",
        Tone.Note => "note",
        _ => "plain",
    };
}

/// <summary>What a chip's colour says besides its word.</summary>
internal enum Tone
{
    Plain,
    Good,
    Bad,
    Wait,
    Note,
}
