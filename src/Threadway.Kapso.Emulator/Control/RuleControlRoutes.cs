using Threadway.Kapso.Emulator.Events;
using Threadway.Kapso.Emulator.Failures;
using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.Control;

/// <summary><c>/_emulator/failures</c> and <c>/_emulator/delivery-rules</c>: what goes wrong on demand, on the APIs and on the way to webhooks.</summary>
internal sealed class RuleControlRoutes(RuleBook<FailureRule> failures, RuleBook<DeliveryRule> deliveryRules) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var onApis = routes.MapGroup("/_emulator/failures");
        onApis.MapGet("", () => ControlBody.Write([.. failures.All], ControlJson.Default.ListFailureRule));
        onApis.MapPut("", (Delegate)ReplaceFailuresAsync);
        onApis.MapDelete("", () => Replace(failures, []));

        var onWebhooks = routes.MapGroup("/_emulator/delivery-rules");
        onWebhooks.MapGet("", () => ControlBody.Write([.. deliveryRules.All], ControlJson.Default.ListDeliveryRule));
        onWebhooks.MapPut("", (Delegate)ReplaceDeliveryRulesAsync);
        onWebhooks.MapDelete("", () => Replace(deliveryRules, []));
    }

    private async Task<IResult> ReplaceFailuresAsync(HttpContext http)
    {
        var rules = await ControlBody.ReadListAsync(http, ControlJson.Default.ListFailureRule);
        foreach (var rule in rules)
        {
            if (rule.Drop is not (null or "before" or "after"))
                throw Refusal.Malformed("drop must be before or after");
            if (rule is { RawBody: not null, Status: null })
                throw Refusal.Malformed("rawBody needs a status");
            ControlBody.Check("times", rule.Times, 1);
            ControlBody.Check("status", rule.Status, 200, 599);
            ControlBody.Check("retryAfterSeconds", rule.RetryAfterSeconds, 0);
            ControlBody.Check("delayMs", rule.DelayMs, 0);
        }

        return Replace(failures, rules);
    }

    private async Task<IResult> ReplaceDeliveryRulesAsync(HttpContext http)
    {
        var rules = await ControlBody.ReadListAsync(http, ControlJson.Default.ListDeliveryRule);
        foreach (var rule in rules)
        {
            if (rule.BatchOfOne && rule.Event is not (null or EventNames.MessageReceived))
                throw Refusal.Malformed($"batchOfOne is for {EventNames.MessageReceived} alone");
            ControlBody.Check("times", rule.Times, 1);
            ControlBody.Check("delayMs", rule.DelayMs, 0);
            ControlBody.Check("duplicate", rule.Duplicate, 0, DeliveryRule.MostDuplicates);
        }

        return Replace(deliveryRules, rules);
    }

    private static IResult Replace<T>(RuleBook<T> book, List<T> rules)
        where T : Rule
    {
        book.Replace(rules);
        return Results.NoContent();
    }
}
