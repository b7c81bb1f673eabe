using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Rates;

namespace Threadway.Kapso.Emulator.Control;

/// <summary><c>/_emulator/stats</c>: how fast each number sent; <c>/_emulator/process</c>: what the emulator holds of memory.</summary>
internal sealed class StatsControlRoutes(SendingRates rates) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/_emulator/stats", Stats);
        routes.MapGet("/_emulator/process", Process);
    }

    private IResult Stats() => Answer.Json(Answer.Array(rates.Stats().Select(number => new JsonObject
    {
        ["phoneNumberId"] = number.PhoneNumberId,
        ["sendsAccepted"] = number.Accepted,
        ["sendsRefusedForRate"] = number.RefusedForRate,
        ["sendsRefusedForPair"] = number.RefusedForPair,
        ["busiestSecond"] = number.BusiestSecond,
    })));

    /// <summary>In bytes; the heap after a full collection, so that only what is alive counts.</summary>
    private static IResult Process() => Answer.Json(new JsonObject
    {
        ["workingSetBytes"] = Environment.WorkingSet,
        ["heapBytes"] = GC.GetTotalMemory(forceFullCollection: true),
    });
}
