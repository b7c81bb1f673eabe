using System.Security.Claims;
using Threadway.Web.Hosting;
using Threadway.Web.Kapso.Budget;

namespace Threadway.Web.Connections.Setup;

/// <summary>
/// The address that a setup can always be gone on from: the dialog, an e-mail, a second device, or a hosted page that was
/// reloaded to death. It makes or finds the link at the click, because one made earlier may be dead by then.
/// </summary>
internal static class ContinueEndpoint
{
    public static void MapContinueEndpoint(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/connect/{connectId:guid}/continue", Continue).RequireAuthorization().ExcludeFromDescription();

    private static async Task<IResult> Continue(
        Guid connectId, ClaimsPrincipal user, HttpContext context, SetupService setups, CancellationToken cancellationToken)
    {
        // The answer holds the secret address of the hosted page.
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        SetupOutcome outcome;
        try
        {
            outcome = await setups.ContinueAsync(user.UserId(), connectId, cancellationToken);
        }
        catch (UnavailableException e)
        {
            outcome = new SetupBusy(e.Code);
        }
        return outcome switch
        {
            SetupReady ready => SeeOther.To(context, ready.SetupUrl.AbsoluteUri),
            SetupSettled settled => SeeOther.To(context, SetupPaths.Connected(settled.Setup.LinkId)),
            SetupExhausted => SeeOther.To(context, $"/connect/{connectId}/stopped?reason=exhausted"),
            SetupRefused refused => SeeOther.To(context, $"/connect/{connectId}/stopped?reason=unavailable&code={refused.Code}"),
            SetupBusy { Code: KapsoBudgetHandler.Code } => SeeOther.To(context, $"/connect/{connectId}/stopped?reason=budget"),
            SetupBusy => SeeOther.To(context, $"/connect/{connectId}/stopped?reason=busy"),
            _ => SeeOther.To(context, $"/connect/{connectId}/stopped?reason=unknown"),
        };
    }
}
