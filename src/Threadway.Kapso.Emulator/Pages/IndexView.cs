using System.Globalization;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Pages;

/// <summary>What there is, at a glance: plain tables, newest first.</summary>
internal static class IndexView
{
    private const int Rows = 20;

    public static Html Of(WorldState state, DateTimeOffset now)
    {
        state.SetupLinks.ForEach(link => link.Settle(now));
        return Html.Of($"""
            <main class="wide">
            <h1>Kapso emulator</h1>
            <p class="lead">A local stand-in for Kapso: nothing here reaches WhatsApp. Its clock says <strong>{Time(now)}</strong>.</p>
            <p><a class="button" href="/phones">Phones</a></p>
            {Table("Connected numbers", ["Number", "Name", "Type", "Status", "Phone number id"], [.. Newest(state.PhoneNumbers.Where(number => !number.Deleted)).Select(Number)])}
            {Table("Customers", ["Name", "External id", "Id"], [.. Newest(state.Customers).Select(Customer)])}
            {Table("Setup links", ["Status", "Setup", "Created", "Page"], [.. Newest(state.SetupLinks).Select(Link)])}
            {Table("Webhooks", ["Address", "For", "Active", "Events"], [.. Newest(state.Webhooks).Select(Webhook)])}
            {Table("Webhook deliveries", ["Created", "Event", "Status", "Attempts", "Last answer"], [.. Newest(state.Deliveries).Select(Delivery)])}
            </main>
            """);
    }

    private static IEnumerable<T> Newest<T>(IEnumerable<T> items) => items.Reverse().Take(Rows);

    private static Html[] Number(PhoneNumber number) =>
    [
        Html.Of($"{PhoneText.Format(number.Digits)}"),
        Html.Of($"{number.VerifiedName}"),
        Html.Of($"{number.Type}"),
        Html.Of($"{number.Status}"),
        Html.Of($"<code>{number.Id}</code>"),
    ];

    private static Html[] Customer(Customer customer) =>
        [Html.Of($"{customer.Name}"), Html.Of($"{customer.ExternalCustomerId}"), Html.Of($"<code>{customer.Id}</code>")];

    private static Html[] Link(SetupLink link) =>
    [
        Html.Of($"{link.Status}"),
        Html.Of($"{link.WhatsappSetupStatus}"),
        Html.Of($"{Time(link.CreatedAt)}"),
        Html.Of($"""<a href="/whatsapp/setup/{link.Token}">Open</a>"""),
    ];

    private static Html[] Webhook(Webhook webhook) =>
    [
        Html.Of($"<code>{webhook.Url}</code>"),
        Html.Of($"{webhook.PhoneNumberId ?? "project"}"),
        Html.Of($"{(webhook.Active ? "yes" : "no")}"),
        Html.Of($"{webhook.Events.Length}"),
    ];

    private static Html[] Delivery(Delivery delivery)
    {
        var last = delivery.Attempts.LastOrDefault();
        return
        [
            Html.Of($"{Time(delivery.CreatedAt)}"),
            Html.Of($"<code>{delivery.Event}</code>"),
            Html.Of($"{delivery.Status}"),
            Html.Of($"{delivery.Attempts.Count}"),
            Html.Of($"{last?.Error ?? last?.Status?.ToString(CultureInfo.InvariantCulture)}"),
        ];
    }

    private static Html Table(string title, string[] columns, Html[][] rows) => rows.Length == 0
        ? Html.Of($"""<section><h2>{title}</h2><p class="muted">None yet.</p></section>""")
        : Html.Of($"""
            <section><h2>{title}</h2><div class="scroll" tabindex="0" role="region" aria-label="{title}"><table>
            <thead><tr>{Html.Each(columns, column => Html.Of($"""<th scope="col">{column}</th>"""))}</tr></thead>
            <tbody>{Html.Each(rows, row => Html.Of($"<tr>{Html.Each(row, cell => Html.Of($"<td>{cell}</td>"))}</tr>"))}</tbody>
            </table></div></section>
            """);

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
