using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Rates;

namespace Threadway.Kapso.Emulator.Control;

/// <summary><c>/_emulator/stats</c>: how fast each number sent.</summary>
internal sealed class StatsRoutes(SendingRates rates)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/_emulator/stats", Stats);

    private IResult Stats() => Answer.Json(Answer.Array(rates.Stats().Select(number => new JsonObject
    {
        ["phoneNumberId"] = number.PhoneNumberId,
        ["sendsAccepted"] = number.Accepted,
        ["sendsRefusedForRate"] = number.RefusedForRate,
        ["sendsRefusedForPair"] = number.RefusedForPair,
        ["busiestSecond"] = number.BusiestSecond,
    })));
}
