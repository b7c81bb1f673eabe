using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Control;

/// <summary><c>/_emulator/webhook-deliveries</c>: every attempt with its body, and one more on demand.</summary>
internal sealed class DeliveryControlRoutes(World world, WebhookSender webhooks) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/_emulator/webhook-deliveries", List);
        routes.MapPost("/_emulator/webhook-deliveries/{id}/resend", ResendAsync);
    }

    private IResult List() => Answer.Json(world.Read(state => Answer.Array(state.Deliveries
        .SelectMany(delivery => delivery.Attempts.Select((attempt, index) => (delivery, attempt, number: index + 1)))
        .OrderBy(row => row.attempt.At)
        .Select(row => new JsonObject
        {
            ["deliveryId"] = row.delivery.Id,
            ["webhookId"] = row.delivery.WebhookId,
            ["url"] = row.delivery.Url,
            ["event"] = row.delivery.Event,
            ["attempt"] = row.number,
            ["headers"] = Answer.Object(row.delivery.Headers),
            ["body"] = row.delivery.Body,
            ["status"] = row.attempt.Status,
            ["error"] = row.attempt.Error,
            ["at"] = Answer.Time(row.attempt.At),
            ["durationMs"] = row.attempt.DurationMs,
            ["answer"] = row.attempt.Answer,
            ["resent"] = row.attempt.Resent,
        }))));

    /// <summary>Answers with what became of that attempt, which is no failure of this call.</summary>
    private async Task<IResult> ResendAsync(string id)
    {
        var attempt = await webhooks.ResendAsync(id) ?? throw Refusal.NotFound("Delivery");
        return Answer.Json(new JsonObject
        {
            ["deliveryId"] = id,
            ["status"] = attempt.Status,
            ["error"] = attempt.Error,
            ["at"] = Answer.Time(attempt.At),
        });
    }
}
