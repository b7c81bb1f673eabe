using Microsoft.AspNetCore.Authorization;

namespace Threadway.Web.Accounts.ApiKeys;

/// <summary>A session may do everything that its user may. A key may call what names a scope, and has to have that one: what names none is not for keys.</summary>
internal sealed class KeyScope : AuthorizationHandler<KeyScope>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, KeyScope requirement)
    {
        if (!ApiKeyHandler.IsKey(context.User) || (Needed(context.Resource) is { } scope && ApiKeyHandler.HasScope(context.User, scope))) context.Succeed(requirement);
        return Task.CompletedTask;
    }

    private static string? Needed(object? resource) => (resource as HttpContext)?.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>()?.Scope;
}
