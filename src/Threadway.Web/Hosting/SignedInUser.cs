using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace Threadway.Web.Hosting;

internal static class SignedInUser
{
    /// <summary>The signed-in user.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the route lacks its policy.</exception>
    public static Guid UserId(this ClaimsPrincipal principal) =>
        principal.FindUserId() ?? throw new InvalidOperationException("Nobody is signed in.");

    public static Guid? FindUserId(this ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    /// <summary>When what the caller signed in with is over; null where it says nothing of it.</summary>
    public static DateTimeOffset? SessionEnds(this HttpContext context) =>
        context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc;
}
