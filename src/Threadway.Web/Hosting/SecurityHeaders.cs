namespace Threadway.Web.Hosting;

/// <summary>What every answer says about how far a browser may trust it.</summary>
internal static class SecurityHeaders
{
    private const string ApiPages = "/scalar";

    // No inline script anywhere. Inline style stays: MudBlazor positions and themes with it.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app)
    {
        // The page that shows the API starts itself with an inline script, and shows nothing of anybody's.
        var relaxed = Policy.Replace("script-src 'self'", "script-src 'self' 'unsafe-inline'", StringComparison.Ordinal);

        app.Use((context, next) =>
        {
            var policy = context.Request.Path.StartsWithSegments(ApiPages) ? relaxed : Policy;
            // At the last moment: whatever failed has thrown the headers away by then, and Blazor has added a policy of its own,
            // of which a browser would keep both.
            context.Response.OnStarting(() =>
            {
                context.Response.SetSecurityHeaders(policy);
                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    /// <summary>For answers that are given before all that is for browsers.</summary>
    public static void SetSecurityHeaders(this HttpResponse response, string policy = Policy)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        // An address that hands out a secret says less.
        headers.TryAdd("Referrer-Policy", "strict-origin-when-cross-origin");
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }
}
