using System.Diagnostics;
using System.Security.Claims;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Threadway.Web.Connections.Setup;
using Threadway.Web.Hosting;

namespace Threadway.Web.Connections.Redirects;

/// <summary>
/// Where Kapso sends the browser afterwards. Both addresses are open, for the person may come back on another device, and
/// forgeable, so what they carry only begins a look at Kapso. They end on our own pages and on nothing that a parameter says.
/// </summary>
internal static class RedirectEndpoints
{
    private const string RatePolicy = "redirects";

    public static void AddRedirectRatePolicy(this IServiceCollection services) => services.Configure<RateLimiterOptions>(limiter =>
        limiter.AddPolicy(RatePolicy, context => RateLimits.PerAddress(
            context, context.RequestServices.GetRequiredService<IOptions<RedirectOptions>>().Value.RequestsPerAddress, TimeSpan.FromMinutes(1))));

    public static void MapRedirectEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(SetupPaths.Success, Succeeded).AllowAnonymous().RequireRateLimiting(RatePolicy).ExcludeFromDescription();
        routes.MapGet(SetupPaths.Failure, Failed).AllowAnonymous().RequireRateLimiting(RatePolicy).ExcludeFromDescription();
    }

    private static async Task<IResult> Succeeded(HttpContext context, ClaimsPrincipal user, RedirectService redirects, CancellationToken cancellationToken) =>
        await ShowAsync(context, await redirects.ReceiveAsync(Hint(context.Request.Query, user), errorCode: null, cancellationToken));

    private static async Task<IResult> Failed(HttpContext context, ClaimsPrincipal user, RedirectService redirects, CancellationToken cancellationToken)
    {
        var query = context.Request.Query;
        var code = query["error_code"].ToString() is { Length: > 0 } real ? real : query["error"].ToString();
        return await ShowAsync(context, await redirects.ReceiveAsync(Hint(query, user), code, cancellationToken));
    }

    private static RedirectHint Hint(IQueryCollection query, ClaimsPrincipal user) =>
        new(Id(query["setup_link_id"]), Id(query["customer_id"]), Id(query["phone_number_id"]), user.FindUserId());

    /// <summary>Ids are digits or UUIDs; anything else is no hint at all.</summary>
    private static string? Id(string? text) =>
        text is { Length: > 0 and <= 64 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? text : null;

    /// <summary>A person who has to wait until Kapso has answered sees that, and not a page that does not come.</summary>
    private static async Task<IResult> ShowAsync(HttpContext context, Task<RedirectOutcome> asking)
    {
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        var isLong = !context.Request.IsFromProgram() && await Task.WhenAny(asking, Task.Delay(PersonWait.Noticeable, time)) != asking;
        return isLong ? new Returning(asking, PathOf) : SeeOther.To(context, PathOf(await asking));
    }

    private static string PathOf(RedirectOutcome outcome) => outcome switch
    {
        RedirectConnected connected => SetupPaths.Connected(connected.LinkId),
        RedirectContinue again => again.ContinuePath,
        RedirectFailed failed => SetupPaths.Failed(failed.LinkId, failed.Code),
        _ => throw new UnreachableException(outcome.ToString()),
    };
}
