using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Pages;

/// <summary><c>/deliveries</c>: every webhook that went out, newest first, and a button that sends it again.</summary>
internal sealed class DeliveryRoutes(World world, EmulatorClock clock, WebhookSender webhooks) : IRoutes
{
    private const int Rows = 100;

    private static readonly string[] Statuses = [DeliveryStatus.Delivered, DeliveryStatus.Pending, DeliveryStatus.Failed];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/deliveries", All);
        routes.MapGet("/deliveries/{id}", One);
        routes.MapPost("/deliveries/{id}/resend", ResendAsync);
    }

    private IResult All(HttpContext http)
    {
        var query = http.Request.Query;
        var (status, name) = (query["status"].ToString(), query["event"].ToString());
        var (found, rows) = world.Read(state =>
        {
            var fitting = Newest.Of(state.Deliveries)
                .Where(delivery => status.Length == 0 || delivery.Status == status)
                .Where(delivery => name.Length == 0 || delivery.Event.Contains(name, StringComparison.OrdinalIgnoreCase))
                .Take(Rows)
                .ToList();
            return (fitting.Count, Html.Each(fitting, DeliveryView.Row));
        });
        var body = Html.Of($"""
            <div class="title"><h1>Webhook deliveries</h1><p class="lead">Signed, at least once, four attempts at most. Open one for its headers, body and attempts, or to send it again.</p></div>
            <form class="filter" method="get" action="/deliveries">
            <label for="event">Event contains</label><input id="event" name="event" value="{name}" autocomplete="off" spellcheck="false">
            <label for="status">Status</label><select id="status" name="status"><option value="">Any</option>{Html.Each(Statuses, one => Html.Of($"<option{(one == status ? Html.Of($" selected") : Html.Empty)}>{one}</option>"))}</select>
            <button>Filter</button>
            </form>
            {Inspector.List("deliveries", "Newest first", Inspector.Number(found), rows, "No delivery fits. Deliveries appear here as they are made.")}
            """);
        return Inspector.Send(http, "Webhook deliveries - Kapso emulator", body, clock.GetUtcNow());
    }

    private IResult One(HttpContext http, string id)
    {
        var part = http.Request.Query.ContainsKey("part");
        var shown = world.Read(state => Find(state, id) is { } delivery
            ? part ? DeliveryView.Details(delivery) : DeliveryView.Whole(delivery)
            : (Html?)null);
        return (shown, part) switch
        {
            (null, _) => Inspector.Send(http, "Webhook deliveries - Kapso emulator", Gone, clock.GetUtcNow(), StatusCodes.Status404NotFound),
            ({ } details, true) => Inspector.Part(http, details),
            ({ } whole, false) => Inspector.Send(http, "Webhook delivery - Kapso emulator", whole, clock.GetUtcNow()),
        };
    }

    private async Task<IResult> ResendAsync(string id) =>
        await webhooks.ResendAsync(id) is null ? Results.NotFound() : Results.Redirect($"/deliveries/{id}");

    private static Html Gone => Html.Of($"""<div class="title"><h1>Not kept any more</h1><p class="lead">The log is bounded, and this delivery is too old.</p></div>""");

    private static Delivery? Find(WorldState state, string id) => state.Deliveries.Find(one => one.Id == id);
}
