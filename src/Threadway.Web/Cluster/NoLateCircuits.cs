namespace Threadway.Web.Cluster;

/// <summary>
/// SignalR closes the circuits that are open when the app stops. A page that has lost its own asks for another at once, and one that
/// got it would hold the stop up until all of the time for it is over.
/// </summary>
internal static class NoLateCircuits
{
    private static readonly PathString Circuits = "/_blazor";

    public static void UseNoLateCircuits(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        app.UseWhen(context => context.Request.Path.StartsWithSegments(Circuits, StringComparison.Ordinal), circuits => circuits.Use(async (context, next) =>
        {
            // One that is under way already may not have been open yet when SignalR looked.
            await using var abort = stopping.UnsafeRegister(static context => ((HttpContext)context!).Abort(), context);
            if (stopping.IsCancellationRequested) context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            else await next(context);
        }));
    }
}
