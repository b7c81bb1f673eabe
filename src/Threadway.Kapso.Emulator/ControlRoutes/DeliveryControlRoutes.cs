using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.ControlRoutes;

/// <summary><c>/_emulator/webhook-deliveries</c>: every attempt with its body, and one more on demand.</summary>
internal sealed class DeliveryControlRoutes(DeliveriesControl deliveries) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/_emulator/webhook-deliveries");
        all.MapGet("", () => Answer.Json(Answer.Array(deliveries.All.Select(one => one.ToJson()))))
            .Does("Lists every attempt to deliver a webhook, oldest first");
        all.MapPost("/{id}/resend", ResendAsync).Does("Sends the same body, signature and key once more, and says what became of it");
    }

    /// <summary>Answers with what became of that attempt, which is no failure of this call.</summary>
    private async Task<IResult> ResendAsync(string id)
    {
        var attempt = await deliveries.ResendAsync(id);
        return Answer.Json(new JsonObject
        {
            ["deliveryId"] = id,
            ["status"] = attempt.Status,
            ["error"] = attempt.Error,
            ["at"] = Answer.Time(attempt.At),
        });
    }
}
