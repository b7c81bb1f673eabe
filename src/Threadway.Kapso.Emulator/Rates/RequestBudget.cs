using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Rates;

/// <summary>
/// The requests that one API key may make in a minute, on both APIs together, and the budget of its own that health reads
/// have for the whole project (contract 2.4).
/// </summary>
internal sealed partial class RequestBudget(int requestsPerMinute, EmulatorClock clock)
{
    private const int RetryAfterSeconds = 60;
    private const string Project = "";

    private readonly Lock gate = new();
    private readonly FixedWindow requests = new(requestsPerMinute, TimeSpan.FromMinutes(1));
    private readonly FixedWindow healthBySecond = new(5, TimeSpan.FromSeconds(1));
    private readonly FixedWindow healthByMinute = new(60, TimeSpan.FromMinutes(1));

    public Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var request = http.Request;
        if (request.Face() == ApiFace.None || request.Path.Equals(ApiFaces.MediaDownload, StringComparison.OrdinalIgnoreCase))
            return next(http);

        var retryAfter = Health().IsMatch(request.Path.Value ?? "") ? TakeHealth(http.Response.Headers) : TakeRequest(http);
        if (retryAfter is not { } seconds)
            return next(http);

        http.Response.Headers.RetryAfter = Text(seconds);
        throw Exceeded();
    }

    /// <summary>The 429 of both APIs (contract 2.3, E2).</summary>
    public static Refusal Exceeded() => new(StatusCodes.Status429TooManyRequests, new JsonObject
    {
        ["error"] = "Rate limit exceeded",
        ["message"] = "Too many requests. Please try again later.",
    });

    private int? TakeRequest(HttpContext http)
    {
        var key = Gates.KeyOf(http.Request);
        int left;
        lock (gate)
        {
            left = requests.Left(key, clock.GetUtcNow());
            if (left > 0)
                requests.Take(key);
        }

        http.Response.Headers["X-RateLimit-Limit"] = Text(requests.Limit);
        http.Response.Headers["X-RateLimit-Remaining"] = Text(Math.Max(0, left - 1));
        return left > 0 ? null : RetryAfterSeconds;
    }

    private int? TakeHealth(IHeaderDictionary headers)
    {
        int second, minute, seconds;
        lock (gate)
        {
            var now = clock.GetUtcNow();
            (second, minute) = (healthBySecond.Left(Project, now), healthByMinute.Left(Project, now));
            seconds = (minute > 0 ? healthBySecond : healthByMinute).SecondsLeft(now);
            if (second > 0 && minute > 0)
            {
                healthBySecond.Take(Project);
                healthByMinute.Take(Project);
                (second, minute, seconds) = (second - 1, minute - 1, 0);
            }
        }

        headers["X-Health-RateLimit-Second-Limit"] = Text(healthBySecond.Limit);
        headers["X-Health-RateLimit-Second-Remaining"] = Text(second);
        headers["X-Health-RateLimit-Minute-Limit"] = Text(healthByMinute.Limit);
        headers["X-Health-RateLimit-Minute-Remaining"] = Text(minute);
        return seconds == 0 ? null : seconds;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A/platform/v1/whatsapp/phone_numbers/[^/]+/health/?\z", RegexOptions.IgnoreCase)]
    private static partial Regex Health();
}
