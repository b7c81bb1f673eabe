using System.Text.Json.Serialization.Metadata;
using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.ControlRoutes;

/// <summary><c>/_emulator/failures</c> and <c>/_emulator/delivery-rules</c>: what goes wrong on demand, on the APIs and on the way to webhooks.</summary>
internal sealed class RuleControlRoutes(RuleBook<FailureRule> failures, RuleBook<DeliveryRule> deliveryRules) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        Map(
            routes.MapGroup("/_emulator/failures"),
            failures,
            ControlJson.Default.ListFailureRule,
            "of both APIs",
            """[{"method":"POST","route":"/platform/v1/customers","status":503,"times":2}]""");
        Map(
            routes.MapGroup("/_emulator/delivery-rules"),
            deliveryRules,
            ControlJson.Default.ListDeliveryRule,
            "of webhooks",
            """[{"event":"whatsapp.message.received","duplicate":1}]""");
    }

    private static void Map<T>(RouteGroupBuilder routes, RuleBook<T> book, JsonTypeInfo<List<T>> type, string of, string example)
        where T : EmulatorRule
    {
        routes.MapGet("", (RequestDelegate)(http => ControlBody.Write([.. book.All], type).ExecuteAsync(http)))
            .Does($"Lists the rules {of} that are still good");
        routes.MapPut("", (RequestDelegate)(http => ChangeAsync(http, book.Set)))
            .Does($"Puts these rules {of} in the place of all that are there; the first that fits counts", type, example);
        routes.MapPost("", (RequestDelegate)(http => ChangeAsync(http, book.Add)))
            .Does($"Puts these rules {of} behind those that are there", type, example);
        routes.MapDelete("", (RequestDelegate)(http => ClearAsync(http))).Does($"Takes all rules {of} away");

        async Task ChangeAsync(HttpContext http, Action<IReadOnlyCollection<T>> change)
        {
            change(await ControlBody.ReadAsync(http, type, "rules"));
            await Results.NoContent().ExecuteAsync(http);
        }

        Task ClearAsync(HttpContext http)
        {
            book.Clear();
            return Results.NoContent().ExecuteAsync(http);
        }
    }
}
