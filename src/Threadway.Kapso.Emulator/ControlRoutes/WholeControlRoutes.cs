using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Threadway.Kapso.Emulator.Control;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Rates;

namespace Threadway.Kapso.Emulator.ControlRoutes;

/// <summary>The emulator as a whole: reset, clock, and what it counts.</summary>
internal sealed partial class WholeControlRoutes(ResetControl all, ClockControl clock, SendingRates rates) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/_emulator/reset", Reset)
            .Does("Empties everything but the configuration: seed, the options' webhook, the operator's number and the clock stay");
        routes.MapGet("/_emulator/clock", () => Time(clock.Now)).Does("Says what time it is in the emulator, and how far its clock was moved");
        routes.MapPost("/_emulator/clock", (Delegate)MoveClockAsync).Does(
            "Moves the clock on: expiry, the 24-hour window, retries, reviews and the delays of rules go by it",
            ControlJson.Default.ClockRequest,
            """{"advance":"24:00:00"}""");
        routes.MapGet("/_emulator/stats", Stats).Does("Says how fast each number sent, since the start or the last reset");
        routes.MapGet("/_emulator/process", Process).Does("Says what the emulator holds of memory, in bytes; the heap after a full collection");
    }

    private IResult Reset()
    {
        all.Reset();
        return Results.NoContent();
    }

    private async Task<IResult> MoveClockAsync(HttpContext http)
    {
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.ClockRequest);
        var match = Duration().Match(request.Advance);
        if (!match.Success)
            throw Refusal.Malformed($"advance must be hh:mm:ss or d.hh:mm:ss, as 24:00:00, not \"{request.Advance}\"");

        // By hand, because TimeSpan takes 24:00:00 for 24 days.
        int[] parts = [.. match.Groups.Values.Skip(1).Select(group => group.Success ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0)];
        return Time(clock.Advance(new TimeSpan(parts[0], parts[1], parts[2], parts[3])));
    }

    private IResult Time(DateTimeOffset now) => Answer.Json(new JsonObject
    {
        ["now"] = Answer.Time(now),
        ["advanced"] = clock.Advanced.ToString("d\\.hh\\:mm\\:ss", CultureInfo.InvariantCulture),
    });

    private IResult Stats() => Answer.Json(Answer.Array(rates.Stats().Select(number => new JsonObject
    {
        ["phoneNumberId"] = number.PhoneNumberId,
        ["sendsAccepted"] = number.SendsAccepted,
        ["sendsRefusedForRate"] = number.SendsRefusedForRate,
        ["sendsRefusedForPair"] = number.SendsRefusedForPair,
        ["busiestSecond"] = number.BusiestSecond,
    })));

    private static IResult Process() => Answer.Json(new JsonObject
    {
        ["workingSetBytes"] = Environment.WorkingSet,
        ["heapBytes"] = GC.GetTotalMemory(forceFullCollection: true),
    });

    [GeneratedRegex(@"\A(?:([0-9]{1,6})\.)?([0-9]{1,6}):([0-9]{2}):([0-9]{2})\z")]
    private static partial Regex Duration();
}
