using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Layout;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Pages;

/// <summary><c>/deliveries</c>: every webhook that went out, newest first, and a button that sends it again.</summary>
internal sealed class DeliveryRoutes(World world, EmulatorClock clock, WebhookSender webhooks) : IRoutes
{
    private const int Rows = 100;

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
        var body = world.Read(state => new Pages_DeliveryList
        {
            Model = new DeliveryList(state, status, name, [.. Newest.Of(state.Deliveries)
                .Where(delivery => status.Length == 0 || delivery.Status == status)
                .Where(delivery => name.Length == 0 || delivery.Event.Contains(name, StringComparison.OrdinalIgnoreCase))
                .Take(Rows)]),
        }.Render());
        return Frame.Send(http, "Webhook deliveries - Kapso emulator", body, clock.GetUtcNow());
    }

    private IResult One(HttpContext http, string id)
    {
        var part = http.Request.Query.ContainsKey("part");
        var shown = world.Read(state => state.Deliveries.Find(one => one.Id == id) is { } delivery
            ? part ? new Pages_DeliveryDetails { Model = delivery }.Render() : new Pages_DeliveryPage { Model = delivery }.Render()
            : null);
        if (shown is null)
        {
            var gone = new Layout_NotKept { Model = "The log is bounded, and this delivery is too old." }.Render();
            return Frame.Send(http, "Webhook deliveries - Kapso emulator", gone, clock.GetUtcNow(), StatusCodes.Status404NotFound);
        }

        return part ? Markup.Part(http, shown) : Frame.Send(http, "Webhook delivery - Kapso emulator", shown, clock.GetUtcNow());
    }

    private async Task<IResult> ResendAsync(string id) =>
        await webhooks.ResendAsync(id) is null ? Results.NotFound() : Results.Redirect($"/deliveries/{id}");
}
