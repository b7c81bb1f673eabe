using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Rates;
using Threadway.Kapso.Emulator.Requests;
using Threadway.Kapso.Emulator.SetupPage;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Control;

/// <summary><c>/_emulator</c>: what tests and scripts do to the emulator.</summary>
internal sealed partial class ControlRoutes(
    World world,
    EmulatorClock clock,
    Onboarding onboarding,
    WebhookSender webhooks,
    SendingRates rates,
    RequestLog requests,
    RuleBook<FailureRule> failures,
    RuleBook<DeliveryRule> deliveryRules)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var control = routes.MapGroup("/_emulator");
        control.MapPost("/reset", Reset);
        control.MapPost("/setup-links/{id}/complete", CompleteAsync);
        control.MapPost("/setup-links/{id}/fail", FailAsync);
        control.MapGet("/failures", () => ControlBody.Write([.. failures.All], ControlJson.Default.ListFailureRule));
        control.MapPut("/failures", (Delegate)ReplaceFailuresAsync);
        control.MapDelete("/failures", () => Clear(failures));
        control.MapGet("/delivery-rules", () => ControlBody.Write([.. deliveryRules.All], ControlJson.Default.ListDeliveryRule));
        control.MapPut("/delivery-rules", (Delegate)ReplaceDeliveryRulesAsync);
        control.MapDelete("/delivery-rules", () => Clear(deliveryRules));
        control.MapPost("/clock", (Delegate)MoveClockAsync);
    }

    private IResult Reset()
    {
        world.Reset();
        rates.Reset();
        webhooks.Reset();
        requests.Clear();
        failures.Replace([]);
        deliveryRules.Replace([]);
        return Results.NoContent();
    }

    private async Task<IResult> CompleteAsync(HttpContext http, string id)
    {
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.CompleteRequest);
        if (request.Webhook is not ("before" or "after" or "never"))
            throw Refusal.Malformed("webhook must be before, after or never");
        if (request.ConnectionType is not null && !ConnectionType.All.Contains(request.ConnectionType))
            throw Refusal.Malformed("connectionType must be coexistence or dedicated");

        var choice = new SetupChoice(request.ConnectionType, request.DisplayPhoneNumber, request.VerifiedName, request.CountryIso);
        var completed = onboarding.Complete(link => link.Id == id, choice) switch
        {
            SetupCompleted done => done,
            var other => throw NotDone(other),
        };
        if (completed.Event is { } happened)
            await TellAsync(http, happened, request);
        return Answer.Json(new JsonObject { ["redirectUrl"] = completed.RedirectUrl, ["phoneNumberId"] = completed.PhoneNumberId });
    }

    private async Task TellAsync(HttpContext http, SetupEvent happened, CompleteRequest request)
    {
        switch (request.Webhook)
        {
            case "before":
                await SendAsync();
                break;
            case "after":
                http.Response.OnCompleted(() =>
                {
                    _ = SendAsync();
                    return Task.CompletedTask;
                });
                break;
        }

        Task SendAsync() =>
            webhooks.EmitToProjectAsync(happened.Name, happened.PhoneNumberId, happened.Body, request.DuplicateWebhook);
    }

    private async Task<IResult> FailAsync(HttpContext http, string id)
    {
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.FailRequest);
        return onboarding.Fail(link => link.Id == id, request.ErrorCode) switch
        {
            SetupFailed failed => Answer.Json(new JsonObject { ["redirectUrl"] = failed.RedirectUrl }),
            var other => throw NotDone(other),
        };
    }

    private static Refusal NotDone(SetupOutcome? outcome) => outcome switch
    {
        null => Refusal.NotFound("Setup link"),
        SetupClosed closed => new Refusal(StatusCodes.Status409Conflict, new JsonObject
        {
            ["error"] = $"The setup link is {closed.LinkStatus}",
            ["status"] = closed.LinkStatus,
            ["redirectUrl"] = closed.RedirectUrl,
        }),
        SetupFailed failed => new Refusal(StatusCodes.Status422UnprocessableEntity, new JsonObject
        {
            ["error"] = failed.Reason,
            ["errorCode"] = failed.ErrorCode,
            ["redirectUrl"] = failed.RedirectUrl,
        }),
        _ => throw new System.Diagnostics.UnreachableException(outcome.ToString()),
    };

    private async Task<IResult> ReplaceFailuresAsync(HttpContext http)
    {
        var rules = await ControlBody.ReadAsync(http, ControlJson.Default.ListFailureRule);
        if (rules.Exists(rule => rule.Drop is not (null or "before" or "after")))
            throw Refusal.Malformed("drop must be before or after");
        if (rules.Exists(rule => rule is { RawBody: not null, Status: null }))
            throw Refusal.Malformed("rawBody needs a status");
        failures.Replace(rules);
        return Results.NoContent();
    }

    private async Task<IResult> ReplaceDeliveryRulesAsync(HttpContext http)
    {
        var rules = await ControlBody.ReadAsync(http, ControlJson.Default.ListDeliveryRule);
        if (rules.Exists(rule => rule.BatchOfOne && rule.Event is not (null or EventNames.MessageReceived)))
            throw Refusal.Malformed($"batchOfOne is for {EventNames.MessageReceived} alone");
        deliveryRules.Replace(rules);
        return Results.NoContent();
    }

    private static IResult Clear<T>(RuleBook<T> rules)
        where T : class
    {
        rules.Replace([]);
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
        clock.Advance(new TimeSpan(parts[0], parts[1], parts[2], parts[3]));
        world.Change(state => { state.ClockOffset = clock.Offset; });
        webhooks.CatchUp();
        return Answer.Json(new JsonObject { ["now"] = Answer.Time(clock.GetUtcNow()) });
    }

    [GeneratedRegex(@"\A(?:([0-9]{1,6})\.)?([0-9]{1,6}):([0-9]{2}):([0-9]{2})\z")]
    private static partial Regex Duration();
}
