using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Platform;

/// <summary>Contract 10: the log that Kapso shows, without bodies.</summary>
internal sealed class DeliveryLogRoutes(World world, EmulatorClock clock) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/platform/v1/webhook_deliveries", List);

    private IResult List(HttpContext http)
    {
        var query = new QueryReader(http.Request);
        var status = query.OneOf("status", DeliveryStatus.Pending, DeliveryStatus.Delivered, DeliveryStatus.Failed);
        var (eventName, webhookId, errorsOnly) = (query.Text("event"), query.Text("webhook_id"), query.Flag("errors_only") ?? false);
        var since = clock.GetUtcNow() - query.OneOf("period", "24h", "7d", "30d") switch
        {
            "7d" => TimeSpan.FromDays(7),
            "30d" => TimeSpan.FromDays(30),
            _ => TimeSpan.FromHours(24),
        };
        return world.Read(state => Paging.ByCursor(
            http,
            [.. state.Deliveries
                .Where(delivery => delivery.CreatedAt >= since)
                .Where(delivery => status is null || delivery.Status == status)
                .Where(delivery => eventName is null || delivery.Event == eventName)
                .Where(delivery => webhookId is null || delivery.WebhookId == webhookId)
                .Where(delivery => !errorsOnly || delivery.Attempts is [.., { Status: not StatusCodes.Status200OK }])
                .Reverse()],
            delivery => delivery.Id,
            Json));
    }

    private static JsonObject Json(Delivery delivery)
    {
        var last = delivery.Attempts.LastOrDefault();
        return new JsonObject
        {
            ["id"] = delivery.Id,
            ["event"] = delivery.Event,
            ["status"] = delivery.Status,
            ["attempt_count"] = delivery.Attempts.Count,
            ["created_at"] = Answer.Time(delivery.CreatedAt),
            ["response_status"] = last?.Status,
            ["delivered_at"] = delivery.Status == DeliveryStatus.Delivered ? Answer.Time(last?.At) : null,
            ["failed_at"] = delivery.Status == DeliveryStatus.Failed ? Answer.Time(last?.At) : null,
            ["last_attempt_at"] = Answer.Time(last?.At),
            ["webhook_id"] = delivery.WebhookId,
            ["webhook_url"] = delivery.Url,
            ["whatsapp_config_id"] = null,
            ["phone_number_id"] = delivery.PhoneNumberId,
            ["conversation_phone_number"] = null,
        };
    }
}
