using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Threadway.Web.Hosting;
using Threadway.Web.Hosting.Examples;

namespace Threadway.Web.Accounts.ApiKeys;

/// <summary>For sessions alone: a key makes no keys.</summary>
internal static class ApiKeyEndpoints
{
    public static void MapApiKeyEndpoints(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/api/keys").RequireAuthorization().WithTags("API keys")
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        keys.MapPost("", Create).WithName("createApiKey")
            .WithSummary("Makes a key for a program. The answer holds it, this once and never again.")
            .WithRequestExample(new CreateApiKeyRequest(Shown.Name, [.. Shown.Scopes], Shown.ExpiresAt))
            .WithExample(
                new CreatedApiKey("tw_0199b3a45c117d549a7e3f2b7a1f0c11_...", Shown.Id, Shown.Name, Shown.Scopes, Shown.CreatedAt, Shown.ExpiresAt), StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        keys.MapGet("", List).WithName("listApiKeys")
            .WithSummary("The user's keys without their secrets, the newest first; also those that are over.")
            .WithExample(new[] { Shown });
        keys.MapDelete("/{id}", Revoke).WithName("revokeApiKey")
            .WithSummary("From now on the key is refused, on every node within five seconds.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>In the API's description.</summary>
    private static ApiKeyView Shown { get; } = new(
        new("0199b3a4-5c11-7d54-9a7e-3f2b7a1f0c11"), "Order system", [ApiScopes.MessagesSend, ApiScopes.MessagesRead],
        CreatedAt: new(2026, 11, 2, 9, 30, 0, TimeSpan.Zero), LastUsedAt: new(2026, 11, 27, 12, 2, 0, TimeSpan.Zero), ExpiresAt: new(2027, 11, 2, 0, 0, 0, TimeSpan.Zero), RevokedAt: null);

    /// <param name="Name">What the key is for.</param>
    /// <param name="Scopes">Of <c>messages:send</c>, <c>messages:read</c>, <c>connections:read</c> and <c>connections:write</c>, each once and at least one.</param>
    /// <param name="ExpiresAt">Left out, the key does not expire.</param>
    internal sealed record CreateApiKeyRequest(string? Name, string[]? Scopes, DateTimeOffset? ExpiresAt);

    /// <param name="Key">Sent as <c>Authorization: Bearer tw_...</c>. It is shown nowhere again.</param>
    internal sealed record CreatedApiKey(string Key, Guid Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);

    private static async Task<Results<Created<CreatedApiKey>, ProblemHttpResult>> Create(
        CreateApiKeyRequest request, ClaimsPrincipal user, ApiKeyService keys, HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        return await keys.MakeAsync(user.UserId(), request.Name, request.Scopes, request.ExpiresAt, cancellationToken) switch
        {
            ApiKeyMade { Key: var key } made => TypedResults.Created($"/api/keys/{key.Id}", new CreatedApiKey(made.Text, key.Id, key.Name, key.Scopes, key.CreatedAt, key.ExpiresAt)),
            ApiKeyInvalid invalid => Problems.Invalid(invalid.Field, invalid.Message),
            TooManyApiKeys many => Problems.Of(StatusCodes.Status409Conflict, "too_many_api_keys", $"You have {many.Most} keys, and that is all there may be. Revoke one that is not used any more."),
            var other => throw new System.Diagnostics.UnreachableException(other.ToString()),
        };
    }

    private static async Task<Ok<IReadOnlyList<ApiKeyView>>> List(ClaimsPrincipal user, ApiKeyService keys, CancellationToken cancellationToken) =>
        TypedResults.Ok(await keys.ListAsync(user.UserId(), cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> Revoke(string id, ClaimsPrincipal user, ApiKeyService keys, CancellationToken cancellationToken) =>
        Guid.TryParse(TypedText.Plain(id), out var key) && await keys.RevokeAsync(user.UserId(), key, cancellationToken)
            ? TypedResults.NoContent()
            : Problems.Of(StatusCodes.Status404NotFound, "api_key_not_found", "You have no key with this id.");
}
