using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.Rates;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Failures;

/// <summary>Applies the failure rules to both APIs, and to any other page that a rule names by its route.</summary>
internal sealed class FailureGate(RuleBook<FailureRule> rules, EmulatorClock clock)
{
    private const string Reason = "Failure by rule";
    private const string InsufficientCredits = "insufficient_credits";

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var request = http.Request;
        if (request.Path.StartsWithSegments("/_emulator") || rules.IsEmpty)
        {
            await next(http);
            return;
        }

        var recipient = await RecipientAsync(request);
        if (rules.Take(rule => Fits(rule, request, recipient)) is not { } rule)
        {
            await next(http);
            return;
        }

        if (rule.DelayMs is { } delay)
            await clock.WaitAsync(TimeSpan.FromMilliseconds(delay), http.RequestAborted);

        if (rule.Drop == ConnectionCut.Before)
        {
            http.Abort();
        }
        else if (rule.Drop == ConnectionCut.After)
        {
            http.Response.Body = Stream.Null;
            await next(http);
            http.Abort();
        }
        else if (rule.Status is not null || rule.Code is not null || rule.KapsoCode is not null)
        {
            await FailAsync(http, rule);
        }
        else
        {
            await next(http);
        }
    }

    private static bool Fits(FailureRule rule, HttpRequest request, string? recipient) =>
        (rule.Method is null || HttpMethods.Equals(rule.Method.ToUpperInvariant(), request.Method))
        && (rule.Route is null ? request.Face() != ApiFace.None : StartsWith(request.Path.Value ?? "", rule.Route))
        && (rule.To is null || PersonOf(rule.To) == recipient);

    /// <summary>However the number is written, or by the person's id.</summary>
    private static string PersonOf(string recipient) => UserId.Person(recipient) ?? WaId.Of(PhoneText.Digits(recipient));

    private static bool StartsWith(string path, string route)
    {
        if (!route.Contains('*'))
            return path.StartsWith(route, StringComparison.OrdinalIgnoreCase);

        var (parts, wanted) = (path.Split('/'), route.Split('/'));
        return parts.Length >= wanted.Length
            && wanted[..^1].Zip(parts).All(pair => pair.First == "*" || pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase))
            && (wanted[^1] == "*" || parts[wanted.Length - 1].StartsWith(wanted[^1], StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<string?> RecipientAsync(HttpRequest request)
    {
        if (request.Face() != ApiFace.Meta || !HttpMethods.IsPost(request.Method) || !request.HasJsonContentType())
            return null;

        request.EnableBuffering();
        try
        {
            return await JsonBody.ReadAsync(request) is JsonObject message && (message["to"] ?? message["recipient"]) is { } to
                ? PersonOf(to.ToString())
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
        finally
        {
            request.Body.Position = 0;
        }
    }

    private static async Task FailAsync(HttpContext http, FailureRule rule)
    {
        var status = rule.Status ?? StatusOf(rule);
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = rule.RawBody is null ? "application/json; charset=utf-8" : "text/html; charset=utf-8";
        // A 429 of Kapso's own names a minute (contract 2.4).
        if ((rule.RetryAfterSeconds ?? (status == StatusCodes.Status429TooManyRequests && rule.Code is null ? 60 : null)) is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (status is not (StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified))
            await response.WriteAsync(rule.RawBody ?? Answer.Text(BodyOf(http.Request, rule, status)), http.RequestAborted);
    }

    private static int StatusOf(FailureRule rule) => rule.KapsoCode switch
    {
        null => StatusCodes.Status400BadRequest,
        InsufficientCredits => StatusCodes.Status402PaymentRequired,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    /// <summary>The shape that this status has on this API (contract 2.3).</summary>
    private static JsonObject BodyOf(HttpRequest request, FailureRule rule, int status) => (request.Face(), status) switch
    {
        _ when rule.Code is { } code => Refusal.MetaBody(code, Reason, "A failure rule of the emulator says so"),
        _ when rule.KapsoCode is { } word => DecidedByKapso(word),
        (_, StatusCodes.Status429TooManyRequests) => RequestBudget.Exceeded().Body,
        (ApiFace.Meta, StatusCodes.Status402PaymentRequired) => DecidedByKapso(InsufficientCredits),
        (ApiFace.Meta, StatusCodes.Status401Unauthorized) => Gates.InvalidKey().Body,
        (ApiFace.Meta, not StatusCodes.Status409Conflict) => Refusal.MetaBody(status < 500 ? 100 : 1, Reason, null),
        _ => new JsonObject { ["error"] = Reason },
    };

    private static JsonObject DecidedByKapso(string word)
    {
        var body = new JsonObject { ["error"] = Reason, ["code"] = word };
        if (word == InsufficientCredits)
            body["billing_url"] = "https://app.kapso.ai/billing";
        return body;
    }
}
