using System.Globalization;
using System.Text.RegularExpressions;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Requests;

namespace Threadway.Kapso.Emulator.Pages;

internal static partial class RequestView
{
    /// <summary>One line that opens; its bodies come when somebody looks.</summary>
    public static Html Row(RequestEntry entry)
    {
        var id = entry.Id.ToString(CultureInfo.InvariantCulture);
        return Html.Of($"""
            <details class="entry" id="request-{id}" data-source="/requests/{id}?part=bodies">
            <summary><span class="verb {entry.Method.ToLowerInvariant()}">{entry.Method}</span><span class="path" title="{Secrets.Mask(entry.Address)}">{Short(entry.Address)}</span>{Status(entry)}<span class="took">{Inspector.Milliseconds(entry.Duration.TotalMilliseconds)}</span>{Inspector.When(entry.At)}</summary>
            <div class="inside"><a href="/requests/{id}">Show request and answer</a></div>
            </details>
            """);
    }

    public static Html Bodies(RequestEntry entry) => Html.Of($"""
        <h3>Request</h3>{Body("Request body", entry.Sent)}
        <h3>Answer</h3>{Body("Answer's body", entry.Answered)}
        """);

    public static Html Whole(RequestEntry entry) => Html.Of($"""
        <div class="title"><h1><span class="verb {entry.Method.ToLowerInvariant()}">{entry.Method}</span> <span class="path">{Secrets.Mask(entry.Address)}</span></h1></div>
        <section class="panel inside" aria-label="Request">
        <p class="facts">{Status(entry)} <span class="took">{Inspector.Milliseconds(entry.Duration.TotalMilliseconds)}</span> {Inspector.When(entry.At)}</p>
        {Bodies(entry)}
        </section>
        """);

    private static Html Status(RequestEntry entry) => entry.Status switch
    {
        null => Inspector.Chip("cut", Tone.Bad),
        var status => Inspector.Chip(status.Value.ToString(CultureInfo.InvariantCulture), status switch
        {
            >= 500 => Tone.Bad,
            >= 400 => Tone.Wait,
            >= 300 => Tone.Note,
            _ => Tone.Good,
        }),
    };

    private static Html Body(string label, KeptBody? body)
    {
        if (body is null)
            return Html.Of($"""<p class="none">No body.</p>""");

        var size = Html.Of($"""<p class="size">{body.ContentType} · {Inspector.Bytes(body.Length)}{(body.IsWhole || body.Prefix is null ? "" : ", its beginning")}</p>""");
        return ShownBody.Text(body) is { } text
            ? Html.Of($"{size}{Inspector.Code(label, ShownBody.Pretty(text))}")
            : Html.Of($"""{size}<p class="none">Not kept: it is no text, or too many requests came at once.</p>""");
    }

    /// <summary>Ids in the middle would push out the end of a path, which says what was asked.</summary>
    private static string Short(string address) => LongId().Replace(Secrets.Mask(address), "$1…$2");

    [GeneratedRegex("([0-9a-f]{4})[0-9a-f]{4}-(?:[0-9a-f]{4}-){3}[0-9a-f]{8}([0-9a-f]{4})")]
    private static partial Regex LongId();
}
