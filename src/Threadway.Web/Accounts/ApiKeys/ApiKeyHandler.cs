using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Threadway.Web.Hosting;

namespace Threadway.Web.Accounts.ApiKeys;

/// <summary>
/// Authenticates calls that bring a key. One whose key is not good ends here, whatever it asks for and whatever cookie comes too;
/// so does one too many of a good key.
/// </summary>
internal sealed class ApiKeyHandler(
    ApiKeyVerifier verifier, ApiKeyLimits limits, ApiKeyCalls calls, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder), IAuthenticationRequestHandler
{
    public const string SchemeName = "ApiKey";

    private const string IdClaim = "threadway:api_key", ScopeClaim = "threadway:scope";

    private KeyVerdict verdict;
    private VerifiedKey? key;

    public static bool IsKey(ClaimsPrincipal user) => user.Identity?.AuthenticationType == SchemeName;

    public static Guid? IdOf(ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(IdClaim), out var id) ? id : null;

    public static bool HasScope(ClaimsPrincipal user, string scope) => user.HasClaim(ScopeClaim, scope);

    public async Task<bool> HandleRequestAsync()
    {
        if (!Request.BringsKey()) return false;

        await AuthenticateAsync();
        if (key is null)
        {
            Response.Headers.WWWAuthenticate = "Bearer";
            await Refusal(verdict).ExecuteAsync(Context);
            return true;
        }
        if (!limits.Take(key.Id, Response))
        {
            await Problems.Of(StatusCodes.Status429TooManyRequests, "too_many_requests", "Too many requests with this key. Wait and try again.").ExecuteAsync(Context);
            return true;
        }
        calls.Watch(Context, Key());
        return false;
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Request.BringsKey()) return AuthenticateResult.NoResult();

        (verdict, key) = await verifier.VerifyAsync(Key(), Context.RequestAborted);
        if (key is null) return AuthenticateResult.Fail($"The key is not good: {verdict}.");
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, key.UserId.ToString()), new(IdClaim, key.Id.ToString()), .. key.Scopes.Select(scope => new Claim(ScopeClaim, scope))],
            SchemeName);
        return AuthenticateResult.Success(new(new(identity), SchemeName));
    }

    /// <summary>The key is good, and this call is not for it.</summary>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var problem = Context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>() is { } needed
            ? Problems.Of(StatusCodes.Status403Forbidden, "scope_missing", $"This key has no scope {needed.Scope}. Make one that has it.", ("scope", needed.Scope))
            : Problems.Of(StatusCodes.Status403Forbidden, "session_required", "No key may call this: sign in with a browser and use its session.");
        return problem.ExecuteAsync(Context);
    }

    /// <summary>Two headers are no key.</summary>
    private string Key() => Request.Headers.Authorization is [{ } only] ? only["Bearer".Length..].Trim(' ') : "";

    private static ProblemHttpResult Refusal(KeyVerdict verdict) => verdict switch
    {
        KeyVerdict.Malformed => Problems.Of(
            StatusCodes.Status401Unauthorized, "api_key_malformed", "This is no key, or one with a typing error. A key begins with tw_ and is sent as Authorization: Bearer tw_..."),
        KeyVerdict.Expired => Problems.Of(StatusCodes.Status401Unauthorized, "api_key_expired", "This key has expired. Make a new one."),
        KeyVerdict.Revoked => Problems.Of(StatusCodes.Status401Unauthorized, "api_key_revoked", "This key was revoked. Make a new one."),
        _ => Problems.Of(StatusCodes.Status401Unauthorized, "api_key_unknown", "There is no such key."),
    };
}
