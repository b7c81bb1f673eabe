using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Threadway.Web.Accounts.SignIn;

namespace Threadway.Web.Hosting;

/// <summary>How often one address may call what is open to everybody and costs something behind it.</summary>
internal static class RateLimits
{
    public const string SignIn = "sign-in";

    public const string Redirects = "redirects";

    private const int RedirectsPerMinute = 60;

    public static IServiceCollection AddThreadwayRateLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(limiter =>
        {
            // Looking at the sign-in page is free; sending it, or calling the API, is what costs.
            limiter.AddPolicy(SignIn, context => HttpMethods.IsPost(context.Request.Method)
                ? PerAddress(context, context.RequestServices.GetRequiredService<IOptions<SignInOptions>>().Value.RequestsPerAddress, CodeRequestLimit.Window)
                : RateLimitPartition.GetNoLimiter(""));
            limiter.AddPolicy(Redirects, context => PerAddress(context, RedirectsPerMinute, TimeSpan.FromMinutes(1)));
            limiter.OnRejected = RejectAsync;
        });
        return services;
    }

    private static RateLimitPartition<string> PerAddress(HttpContext context, int permits, TimeSpan window) =>
        RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
            _ => new() { PermitLimit = permits, Window = window });

    private static async ValueTask RejectAsync(Microsoft.AspNetCore.RateLimiting.OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        rejected.HttpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        // A person sees the error page, which the status alone brings up.
        if (!rejected.HttpContext.Request.Path.StartsWithSegments("/api")) return;
        await Problems.Of(StatusCodes.Status429TooManyRequests, "too_many_requests", "Too many requests from this address. Wait and try again.")
            .ExecuteAsync(rejected.HttpContext);
    }
}
