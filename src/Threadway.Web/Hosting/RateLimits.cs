using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Threadway.Web.Hosting;

/// <summary>What a rate policy of any feature is made of, and how a refusal is answered.</summary>
internal static class RateLimits
{
    /// <summary>How often one address may call what is open to everybody and costs something behind it.</summary>
    public static RateLimitPartition<string> PerAddress(HttpContext context, int permits, TimeSpan window) =>
        RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
            _ => new() { PermitLimit = permits, Window = window });

    public static async ValueTask RejectAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait)) rejected.HttpContext.Response.SetRetryAfter(wait);
        rejected.HttpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        // A person sees the error page, which the status alone brings up.
        if (!rejected.HttpContext.Request.IsFromProgram()) return;
        await Problems.Of(StatusCodes.Status429TooManyRequests, "too_many_requests", "Too many requests from this address. Wait and try again.")
            .ExecuteAsync(rejected.HttpContext);
    }

    /// <summary>In whole seconds, rounded up: a stated wait is never too short.</summary>
    public static void SetRetryAfter(this HttpResponse response, TimeSpan wait) =>
        response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
