using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Threadway.Web.Components;
using Threadway.Web.Hosting;

namespace Threadway.Web.Connections.Setup;

/// <summary>The button on a setup's card that takes it off the dashboard: a form, so that it works without script.</summary>
internal static class PutAwayForm
{
    public static void MapPutAwayForm(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/connect/{connectId:guid}/put-away", PutAway).RequireAuthorization().WithMetadata(new RequireAntiforgeryTokenAttribute()).ExcludeFromDescription();

    private static async Task<IResult> PutAway(Guid connectId, ClaimsPrincipal user, HttpContext context, SetupQueries setups, CancellationToken cancellationToken)
    {
        await setups.PutAwayAsync(user.UserId(), connectId, cancellationToken);
        return SeeOther.To(context, LocalPath.Home);
    }
}
