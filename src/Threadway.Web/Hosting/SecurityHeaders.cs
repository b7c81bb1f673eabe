namespace Threadway.Web.Hosting;

/// <summary>What every answer says about how far a browser may trust it.</summary>
internal static class SecurityHeaders
{
    private const string ApiPages = "/scalar";

    public static void UseSecurityHeaders(this WebApplication app)
    {
        // No inline script anywhere. Inline style stays: MudBlazor positions and themes with it.
        var policy =
            "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
            + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
        // The page that shows the API starts itself with an inline script, and shows nothing of anybody's.
        var relaxed = policy.Replace("script-src 'self'", "script-src 'self' 'unsafe-inline'", StringComparison.Ordinal);

        app.Use((context, next) =>
        {
            var pages = context.Request.Path.StartsWithSegments(ApiPages) ? relaxed : policy;
            // At the last moment: whatever failed has thrown the headers away by then, and Blazor has added a policy of its own,
            // of which a browser would keep both.
            context.Response.OnStarting(() =>
            {
                if (IsDeliverysReceipt(context)) return Task.CompletedTask;
                var headers = context.Response.Headers;
                headers.ContentSecurityPolicy = context.GetEndpoint()?.Metadata.GetMetadata<OwnContentPolicy>()?.Policy ?? pages;
                headers.XContentTypeOptions = "nosniff";
                // An address that hands out a secret says less.
                headers.TryAdd("Referrer-Policy", "strict-origin-when-cross-origin");
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    /// <summary>The empty 200 that a caller by right gets thousands of times a second: no browser sees it, and these headers would be most of it.</summary>
    private static bool IsDeliverysReceipt(HttpContext context) =>
        context.Response.StatusCode == StatusCodes.Status200OK && context.GetEndpoint()?.Metadata.GetMetadata<TakesForeignCalls>() is not null;
}

/// <summary>Marks an address whose answers are no pages of ours, and may do less than those.</summary>
internal sealed record OwnContentPolicy(string Policy);
