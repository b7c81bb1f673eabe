using System.Security.Claims;
using Microsoft.AspNetCore.WebUtilities;
using Threadway.Web.Hosting;

namespace Threadway.Web.Connections.Redirects;

/// <summary>
/// Where Kapso sends the browser afterwards. Both addresses are open, for the person may come back on another device, and
/// forgeable, so what they carry only begins a look at Kapso. They end on our own pages and on nothing that a parameter says.
/// </summary>
internal static class RedirectEndpoints
{
    public static void MapRedirectEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(PublicAddress.SuccessPath, Succeeded).AllowAnonymous().RequireRateLimiting(RateLimits.Redirects).ExcludeFromDescription();
        routes.MapGet(PublicAddress.FailurePath, Failed).AllowAnonymous().RequireRateLimiting(RateLimits.Redirects).ExcludeFromDescription();
    }

    private static async Task<IResult> Succeeded(HttpContext context, ClaimsPrincipal user, ReturnService returns, CancellationToken cancellationToken) =>
        Show(context, await returns.SucceededAsync(Hint(context.Request.Query, user), cancellationToken));

    private static async Task<IResult> Failed(HttpContext context, ClaimsPrincipal user, ReturnService returns, CancellationToken cancellationToken)
    {
        var query = context.Request.Query;
        var code = query["error_code"].ToString() is { Length: > 0 } real ? real : query["error"].ToString();
        return Show(context, await returns.FailedAsync(Hint(query, user), code, cancellationToken));
    }

    private static ReturnHint Hint(IQueryCollection query, ClaimsPrincipal user) =>
        new(Id(query["setup_link_id"]), Id(query["customer_id"]), Id(query["phone_number_id"]), user.FindUserId());

    /// <summary>Ids are digits or UUIDs; anything else is no hint at all.</summary>
    private static string? Id(string? text) =>
        text is { Length: > 0 and <= 64 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? text : null;

    private static IResult Show(HttpContext context, ReturnOutcome outcome) => SeeOther.To(context, outcome switch
    {
        ReturnedConnected connected => Page("/whatsapp/connected", ("link", connected.LinkId)),
        ReturnedContinue again => again.ContinuePath,
        ReturnedFailed failed => Page("/whatsapp/failed", ("link", failed.LinkId), ("code", failed.Code)),
        _ => "/whatsapp/failed",
    });

    private static string Page(string path, params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        foreach (var (name, value) in parameters)
        {
            if (value is not null) path = QueryHelpers.AddQueryString(path, name, value);
        }
        return path;
    }
}
