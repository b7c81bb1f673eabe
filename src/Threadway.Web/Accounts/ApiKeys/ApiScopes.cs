using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Threadway.Web.Accounts.ApiKeys;

/// <summary>What a key may be allowed to do. A session in the browser may do all of it.</summary>
internal static class ApiScopes
{
    public const string MessagesSend = "messages:send";

    public const string MessagesRead = "messages:read";

    public const string ConnectionsRead = "connections:read";

    public const string ConnectionsWrite = "connections:write";

    public static IReadOnlyList<string> All { get; } = [MessagesSend, MessagesRead, ConnectionsRead, ConnectionsWrite];
}

/// <summary>What a key needs to call this.</summary>
internal sealed record RequiredScope(string Scope);

internal static class RequiredScopes
{
    /// <summary>
    /// Opens the calls to keys with this scope; without it they are for sessions alone. Of a group's scope and a call's own, the
    /// call's own counts.
    /// </summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, string scope)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(
            new RequiredScope(scope),
            new ProducesResponseTypeMetadata(StatusCodes.Status403Forbidden, typeof(ProblemDetails), ["application/problem+json"]),
            new ProducesResponseTypeMetadata(StatusCodes.Status429TooManyRequests, typeof(ProblemDetails), ["application/problem+json"]));
}

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
