using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Threadway.Kapso.Emulator.Failures;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Rates;
using Threadway.Kapso.Emulator.Requests;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Control;

/// <summary><c>/_emulator/reset</c> and <c>/_emulator/clock</c>: the emulator as a whole.</summary>
internal sealed partial class ControlRoutes(
    World world,
    EmulatorClock clock,
    EventBuffers buffers,
    ConversationWatch watch,
    SendingRates rates,
    RequestLog requests,
    RuleBook<FailureRule> failures,
    RuleBook<DeliveryRule> deliveryRules) : IRoutes
{
    // Far from the last day that a time can name, because deadlines lie ahead of the clock.
    private static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/_emulator/reset", Reset);
        routes.MapPost("/_emulator/clock", (Delegate)MoveClockAsync);
    }

    private IResult Reset()
    {
        world.Reset();
        rates.Reset();
        buffers.Clear();
        requests.Clear();
        failures.Replace([]);
        deliveryRules.Replace([]);
        return Results.NoContent();
    }

    private async Task<IResult> MoveClockAsync(HttpContext http)
    {
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.ClockRequest);
        var match = Duration().Match(request.Advance);
        if (!match.Success)
            throw Refusal.Malformed("advance must be hh:mm:ss or d.hh:mm:ss");

        // By hand, because TimeSpan takes 24:00:00 for 24 days.
        int[] parts = [.. match.Groups.Values.Skip(1).Select(group => group.Success ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0)];
        var by = new TimeSpan(parts[0], parts[1], parts[2], parts[3]);
        if (by > Latest - clock.GetUtcNow())
            throw Refusal.Malformed($"advance must not lead beyond the year {Latest.Year}");

        clock.Advance(by);
        world.Change(state => { state.ClockOffset = clock.Offset; });
        // What the move made due is told at once.
        watch.Look();
        return Answer.Json(new JsonObject { ["now"] = Answer.Time(clock.GetUtcNow()) });
    }

    [GeneratedRegex(@"\A(?:([0-9]{1,6})\.)?([0-9]{1,6}):([0-9]{2}):([0-9]{2})\z")]
    private static partial Regex Duration();
}
