using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;

namespace Threadway.Web.Hosting;

internal static class ErrorPages
{
    /// <summary>What a browser sees where something failed or is not there. Routing has to run after this, once more for the error page.</summary>
    public static void UseErrorPages(this IApplicationBuilder pages)
    {
        pages.UseExceptionHandler("/error", createScopeForErrors: true);
        pages.UseStatusCodePagesWithReExecute("/error/{0}", createScopeForStatusCodePages: true);
        pages.Use((context, next) =>
        {
            // An error page is only looked at, whatever the request was that failed: a form's page would ask for its token again.
            if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
            {
                context.Request.Method = HttpMethods.Get;
                context.Features.Set<IAntiforgeryValidationFeature>(null);
            }
            return next(context);
        });
    }

    /// <summary>A form without a valid token ends here, with the status alone, so that the error page can say what to do.</summary>
    public static void UseFormGuard(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false }) return next(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    });
}
