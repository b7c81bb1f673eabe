using System.Security.Claims;

namespace Threadway.Web.Hosting;

internal static class SignedInUser
{
    /// <summary>The signed-in user.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the route lacks its policy.</exception>
    public static Guid UserId(this ClaimsPrincipal principal) =>
        principal.FindUserId() ?? throw new InvalidOperationException("Nobody is signed in.");

    public static Guid? FindUserId(this ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;
}
