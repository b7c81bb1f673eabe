using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Events;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Platform;

/// <summary>Contract 7: webhooks of the project and of one number.</summary>
internal sealed class WebhookRoutes(World world, EmulatorClock clock, WebhookSender sender) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/platform/v1/whatsapp/webhooks");
        all.MapGet("", (HttpContext http) => List(http, null));
        all.MapPost("", (Delegate)((HttpContext http) => CreateAsync(http, null)));
        MapOne(all);
        all.MapPost("/{webhookId}/test", TestAsync);

        var ofNumber = routes.MapGroup("/platform/v1/whatsapp/phone_numbers/{phoneNumberId}/webhooks");
        ofNumber.MapGet("", List);
        ofNumber.MapPost("", CreateAsync);
        MapOne(ofNumber);
    }

    private void MapOne(RouteGroupBuilder group)
    {
        group.MapGet("/{webhookId}", Get);
        group.MapPatch("/{webhookId}", UpdateAsync);
        group.MapDelete("/{webhookId}", Delete);
    }

    private IResult List(HttpContext http, string? phoneNumberId)
    {
        var query = new QueryReader(http.Request);
        var (kind, urlContains) = (query.OneOf("kind", WebhookKind.Kapso, WebhookKind.Meta), query.Text("url_contains"));
        var (active, created) = (query.Flag("active"), query.Created());
        var found = world.Read(state =>
        {
            if (phoneNumberId is not null)
                PhoneNumberRoutes.Find(state, phoneNumberId);
            return state.Webhooks
                .Where(webhook => phoneNumberId is null || webhook.PhoneNumberId == phoneNumberId)
                .Where(webhook => kind is null || webhook.Kind == kind)
                .Where(webhook => urlContains is null || webhook.Url.Contains(urlContains, StringComparison.OrdinalIgnoreCase))
                .Where(webhook => active is null || webhook.Active == active)
                .Where(webhook => created(webhook.CreatedAt))
                .Reverse()
                .Select(webhook => WebhookFields.Json(webhook, state.ProjectId))
                .ToList();
        });
        return Paging.ByPage(http, found);
    }

    private async Task<IResult> CreateAsync(HttpContext http, string? phoneNumberId)
    {
        var fields = await Fields.ReadAsync(http, "whatsapp_webhook", WebhookFields.All);
        return Answer.Created(world.Change(state =>
        {
            var number = phoneNumberId ?? fields.Text("phone_number_id");
            if (number is not null)
                PhoneNumberRoutes.Find(state, number);
            var webhook = WebhookFields.Create(fields, number, clock.GetUtcNow());
            if (webhook.Kind == WebhookKind.Meta && state.Webhooks.Exists(one => one.Kind == WebhookKind.Meta && one.PhoneNumberId == number))
                throw Refusal.Unprocessable("The number has a webhook of kind meta already");
            state.Webhooks.Add(webhook);
            return WebhookFields.Json(webhook, state.ProjectId);
        }));
    }

    private IResult Get(HttpContext http, string webhookId) =>
        Answer.Data(world.Read(state => WebhookFields.Json(Find(state, http, webhookId), state.ProjectId)));

    private async Task<IResult> UpdateAsync(HttpContext http, string webhookId)
    {
        var fields = await Fields.ReadAsync(http, "whatsapp_webhook", WebhookFields.All);
        if (fields.Has("phone_number_id"))
            throw Refusal.Unprocessable("phone_number_id cannot change");
        return Answer.Data(world.Change(state =>
        {
            var webhook = Find(state, http, webhookId);
            WebhookFields.Update(fields, webhook, clock.GetUtcNow());
            return WebhookFields.Json(webhook, state.ProjectId);
        }));
    }

    private IResult Delete(HttpContext http, string webhookId)
    {
        world.Change(state => state.Webhooks.Remove(Find(state, http, webhookId)));
        return Results.NoContent();
    }

    /// <summary>Queues a sample; the answer says no more than that (contract 7).</summary>
    private async Task<IResult> TestAsync(HttpContext http, string webhookId)
    {
        var body = await Fields.ReadBodyAsync(http);
        var asked = new Fields(body).Text("event_type");
        var sample = world.Read(state =>
        {
            var webhook = Find(state, http, webhookId);
            var name = asked ?? webhook.Events.FirstOrDefault(EventNames.MessageReceived);
            return webhook.Hears(name)
                ? SampleEvents.Of(name, state, webhook, clock.GetUtcNow()) ?? throw Refusal.NotEmulated(http.Request, $"a sample of {name}")
                : throw Refusal.Unprocessable("event_type must be one of the webhook's events");
        });
        _ = sender.EmitToAsync(webhookId, sample.Event, sample.PhoneNumberId, sample.Body);
        return Answer.Data(new JsonObject { ["success"] = true });
    }

    private static Webhook Find(WorldState state, HttpContext http, string webhookId)
    {
        var number = http.GetRouteValue("phoneNumberId") as string;
        return state.WebhookById(webhookId) is { } webhook && (number is null || webhook.PhoneNumberId == number)
            ? webhook
            : throw Refusal.NotFound("Webhook");
    }
}
