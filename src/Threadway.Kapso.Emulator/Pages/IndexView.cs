using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.Requests;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Pages;

/// <summary>What there is and what happens, at a glance: what comes by on one side, what there is on the other.</summary>
internal static class IndexView
{
    private const int Busy = 20;
    private const int Calm = 10;

    public static Html Of(WorldState state, RequestLog requests, FirstSteps first, DateTimeOffset now)
    {
        state.SetupLinks.ForEach(link => link.Settle(now));
        List<PhoneNumber> numbers = state.PhoneNumbers.FindAll(number => !number.Deleted);
        return Html.Of($"""
            <div class="title"><h1>Overview</h1><p class="lead">A local stand-in for Kapso: nothing here reaches WhatsApp.</p></div>
            <div id="steps" data-rows>{(state.Customers.Count == 0 ? first.Show() : Html.Empty)}</div>
            <div class="columns">
            <div class="flow">
            {List("requests", "Requests", requests.Total, requests.NewestFirst().Take(Busy), RequestView.Row, "No request yet.", More("/requests", "All requests"))}
            {List("deliveries", "Webhook deliveries", state.Deliveries.Count, Newest.Of(state.Deliveries).Take(Busy), DeliveryView.Row, "No webhook was sent yet.", More("/deliveries", "All deliveries"))}
            {List("messages", "Messages", state.Messages.Count, Newest.Of(state.Messages).Take(Busy), message => Message(state, message), "Nobody wrote yet.", More("/phones", "Phones"))}
            </div>
            <div class="stock">
            {List("numbers", "Connected numbers", numbers.Count, Newest.Of(numbers).Take(Calm), Number, "No number is connected.")}
            {List("links", "Setup links", state.SetupLinks.Count, Newest.Of(state.SetupLinks).Take(Calm), link => Link(state, link), "No setup link yet.")}
            {List("customers", "Customers", state.Customers.Count, Newest.Of(state.Customers).Take(Calm), customer => Customer(numbers, customer), "No customer yet.")}
            {List("webhooks", "Webhooks", state.Webhooks.Count, Newest.Of(state.Webhooks).Take(Calm), webhook => Webhook(numbers, webhook), "Nobody listens: create a webhook, or start with --webhook-url.")}
            </div>
            </div>
            """);
    }

    private static Html List<T>(string id, string title, long total, IEnumerable<T> shown, Func<T, Html> row, string none, Html? more = null) =>
        Inspector.List(id, title, Inspector.Number(total), Html.Each(shown, row), none, more);

    private static Html More(string address, string name) => Html.Of($"""<a class="more" href="{address}">{name}</a>""");

    /// <summary>How a number is connected, and whether it is.</summary>
    public static Html Chips(PhoneNumber number) => Html.Of(
        $"{Inspector.Chip(number.Type)}{Inspector.Chip(number.Status.ToLowerInvariant(), number.IsConnected ? Tone.Good : Tone.Bad)}");

    private static Html Number(PhoneNumber number) => Html.Of($"""
        <div class="item" id="number-{number.Id}">
        <p class="line"><a class="strong" href="/phones/{number.Digits}">{PhoneText.Format(number.Digits)}</a>{Chips(number)}</p>
        <p class="small">{number.VerifiedName} · <code>{number.Id}</code></p>
        </div>
        """);

    private static Html Link(WorldState state, SetupLink link) => Html.Of($"""
        <div class="item" id="link-{link.Id}">
        <p class="line"><a class="strong" href="/whatsapp/setup/{link.Token}">{state.CustomerById(link.CustomerId)?.Name ?? "Setup page"}</a>{Inspector.Chip(link.Status, ToneOf(link))}{Setup(link)}</p>
        <p class="small">{Types(link)} · made {Inspector.When(link.CreatedAt)}</p>
        </div>
        """);

    private static Html Setup(SetupLink link) => link.WhatsappSetupStatus == SetupStatus.Failed ? Inspector.Chip("setup failed", Tone.Bad) : Html.Empty;

    private static string Types(SetupLink link) =>
        link.ReconnectPhoneNumber is { } digits ? $"reconnects {PhoneText.Format(digits)}" : string.Join(" or ", link.AllowedConnectionTypes);

    private static Tone ToneOf(SetupLink link) => link.Status switch
    {
        LinkStatus.Active => Tone.Note,
        LinkStatus.Used => Tone.Good,
        LinkStatus.Expired => Tone.Wait,
        _ => Tone.Plain,
    };

    private static Html Customer(List<PhoneNumber> numbers, Customer customer)
    {
        var count = numbers.Count(number => number.CustomerId == customer.Id);
        return Html.Of($"""
            <div class="item" id="customer-{customer.Id}">
            <p class="line"><span class="strong">{customer.Name}</span>{Inspector.Chip(count == 1 ? "1 number" : $"{Inspector.Number(count)} numbers", count == 0 ? Tone.Plain : Tone.Good)}</p>
            <p class="small">{(customer.ExternalCustomerId is { } key ? Html.Of($"{key} · ") : Html.Empty)}<code>{customer.Id}</code></p>
            </div>
            """);
    }

    private static Html Webhook(List<PhoneNumber> numbers, Webhook webhook) => Html.Of($"""
        <div class="item" id="webhook-{webhook.Id}">
        <p class="line"><code class="strong">{webhook.Url}</code></p>
        <p class="line">{Inspector.Chip(webhook.Active ? "active" : "paused", webhook.Active ? Tone.Good : Tone.Wait)}{Inspector.Chip(Scope(numbers, webhook))}{Inspector.Chip(webhook.Kind == WebhookKind.Meta ? "meta" : webhook.PayloadVersion)}{(webhook.BufferEnabled ? Inspector.Chip($"buffers {webhook.BufferWindowSeconds} s", Tone.Note) : Html.Empty)}</p>
        <p class="small events">{(webhook.Kind == WebhookKind.Meta ? "Everything Meta says" : string.Join(", ", webhook.Events))}</p>
        </div>
        """);

    private static string Scope(List<PhoneNumber> numbers, Webhook webhook) => webhook.PhoneNumberId is not { } id
        ? "project"
        : numbers.Find(number => number.Id == id) is { } number ? PhoneText.Format(number.Digits) : id;

    private static Html Message(WorldState state, Message message) => Html.Of($"""
        <div class="item message" id="message-{message.Id}">
        <p class="line"><span class="way {(message.IsInbound ? "in" : "out")}">{(message.IsInbound ? "from" : "to")}</span><a class="strong" href="/phones/{message.Person}">{PhoneText.Format(message.Person)}</a>{Inspector.Chip(message.Type)}{Inspector.Chip(message.Status, ToneOf(message))}{Inspector.When(message.At)}</p>
        <p class="said">{message.Text}</p>
        <p class="small">{(message.IsInbound ? "to" : "from")} {(state.NumberById(message.PhoneNumberId) is { } number ? PhoneText.Format(number.Digits) : message.PhoneNumberId)}</p>
        </div>
        """);

    private static Tone ToneOf(Message message) => message.Status switch
    {
        "failed" => Tone.Bad,
        "read" or "received" => Tone.Good,
        "delivered" => Tone.Note,
        _ => Tone.Plain,
    };
}
