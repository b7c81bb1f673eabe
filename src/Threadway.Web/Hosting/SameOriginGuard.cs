using Microsoft.Net.Http.Headers;

namespace Threadway.Web.Hosting;

/// <summary>
/// A change that comes with the session cookie must come from our own pages. Browsers say where a request comes from in
/// headers that pages cannot forge; a program sends neither and passes. So does a call that brings a key: its cookie is not looked at.
/// </summary>
internal static class SameOriginGuard
{
    public static void UseSameOriginGuard(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (IsForeignChange(context.Request) && context.GetEndpoint()?.Metadata.GetMetadata<TakesForeignCalls>() is null)
        {
            await Problems.Of(StatusCodes.Status403Forbidden, "cross_origin_request", "This call must come from Threadway's own pages.")
                .ExecuteAsync(context);
            return;
        }
        await next(context);
    });

    private static bool IsForeignChange(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)) return false;
        if (!request.Path.StartsWithSegments("/api") || request.BringsKey()) return false;

        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0) return site is not ("same-origin" or "none");

        var origin = request.Headers[HeaderNames.Origin].ToString();
        return origin.Length > 0 && origin != $"{request.Scheme}://{request.Host}";
    }
}

/// <summary>Marks an address that others call by right, and that knows them by something else than the cookie.</summary>
internal sealed class TakesForeignCalls;
