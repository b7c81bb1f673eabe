using System.Globalization;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Requests;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Pages;

internal static class DeliveryView
{
    /// <summary>One line that opens; headers, body and attempts come when somebody looks.</summary>
    public static Html Row(Delivery delivery) => Html.Of($"""
        <details class="entry" id="delivery-{delivery.Id}" data-source="/deliveries/{delivery.Id}?part=details">
        <summary><code class="event">{delivery.Event}</code><span class="path">{Host(delivery.Url)}</span>{Status(delivery)}<span class="took">{Attempts(delivery)}</span>{Inspector.When(delivery.CreatedAt)}</summary>
        <div class="inside"><a href="/deliveries/{delivery.Id}">Show headers, body and attempts</a></div>
        </details>
        """);

    public static Html Details(Delivery delivery) => Html.Of($"""
        <div class="facts"><p><code>{delivery.Url}</code></p>
        <form method="post" action="/deliveries/{delivery.Id}/resend" data-resend><button class="primary">Send again</button></form></div>
        <h3>Attempts</h3>
        {AttemptTable(delivery)}
        <h3>Headers</h3>
        <dl class="headers">{Html.Each(delivery.Headers, header => Html.Of($"<div><dt>{header.Key}</dt><dd>{Secrets.MaskHeader(header.Key, header.Value)}</dd></div>"))}</dl>
        <h3>Body</h3>
        {Inspector.Code("Body", Secrets.Mask(ShownBody.Pretty(delivery.Body)))}
        """);

    public static Html Whole(Delivery delivery) => Html.Of($"""
        <div class="title"><h1><code class="event">{delivery.Event}</code></h1><p class="lead">{Status(delivery)} {Attempts(delivery)}, made {Inspector.When(delivery.CreatedAt)}</p></div>
        <section class="panel inside" aria-label="Delivery">
        {Details(delivery)}
        </section>
        """);

    private static Html AttemptTable(Delivery delivery) => delivery.Attempts.Count == 0
        ? Html.Of($"""<p class="none">None yet.</p>""")
        : Html.Of($"""
            <ol class="attempts">{Html.Each(delivery.Attempts, attempt => Html.Of($"""
                <li>{Outcome(attempt)} <span class="took">{(attempt.DurationMs is { } time ? Inspector.Milliseconds(time) : "")}</span> {Inspector.When(attempt.At)}{(attempt.Resent ? Inspector.Chip("sent again", Tone.Note) : Html.Empty)}{(attempt.Answer is { } answer ? Html.Of($"<pre tabindex=\"0\" aria-label=\"Answer\"><code>{answer}</code></pre>") : Html.Empty)}</li>
                """))}</ol>
            """);

    private static Html Outcome(DeliveryAttempt attempt) => attempt.Status is { } status
        ? Inspector.Chip(status.ToString(CultureInfo.InvariantCulture), status == StatusCodes.Status200OK ? Tone.Good : Tone.Bad)
        : Inspector.Chip(attempt.Error ?? "no answer", Tone.Bad);

    private static Html Status(Delivery delivery) => delivery.Status switch
    {
        DeliveryStatus.Delivered => Inspector.Chip("delivered", Tone.Good),
        DeliveryStatus.Failed => Inspector.Chip("failed", Tone.Bad),
        _ when delivery.DueAt is { } due => Inspector.Chip($"retry {Inspector.Time(due)}", Tone.Wait),
        _ => Inspector.Chip("pending", Tone.Wait),
    };

    private static string Attempts(Delivery delivery) =>
        string.Create(CultureInfo.InvariantCulture, $"{delivery.Attempts.Count} {(delivery.Attempts.Count == 1 ? "attempt" : "attempts")}");

    private static string Host(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.Authority + uri.AbsolutePath : url;
}
