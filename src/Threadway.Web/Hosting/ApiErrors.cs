using Microsoft.AspNetCore.Diagnostics;

namespace Threadway.Web.Hosting;

/// <summary>Turns what a handler did not catch into problem details of the usual form.</summary>
internal sealed class ApiErrors : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        // A person's request is at the address of the error page by now.
        if (!context.Request.IsFromProgram()) return false;
        if (exception is UnavailableException busy) context.Response.SetRetryAfter(busy.RetryAfter);
        var problem = exception switch
        {
            BadHttpRequestException bad => Problems.Of(
                bad.StatusCode, bad.StatusCode == StatusCodes.Status400BadRequest ? "invalid_request" : "request_refused", "The request could not be read: it must be JSON of the documented form."),
            UnavailableException unavailable => Problems.Of(StatusCodes.Status503ServiceUnavailable, unavailable.Code, unavailable.Message),
            _ => Problems.Of(StatusCodes.Status500InternalServerError, "unexpected", "Something went wrong here. Try again; if it stays, tell us the traceId."),
        };
        await problem.ExecuteAsync(context);
        return true;
    }

    /// <summary>An answer that tells all there is to tell is no error of ours. Any other is logged, whoever has answered.</summary>
    public static bool IsForeseen(ExceptionHandlerSuppressDiagnosticsContext context) =>
        context.ExceptionHandledBy == ExceptionHandledType.ExceptionHandlerService && context.Exception is BadHttpRequestException or UnavailableException;

    /// <summary>Answers that nobody wrote a body for, such as 404 and 405, get a code too.</summary>
    public static void AddCode(ProblemDetailsContext context) =>
        context.ProblemDetails.Extensions.TryAdd("code", context.ProblemDetails.Status switch
        {
            StatusCodes.Status404NotFound => "not_found",
            StatusCodes.Status405MethodNotAllowed => "method_not_allowed",
            StatusCodes.Status415UnsupportedMediaType => "not_json",
            _ => "request_refused",
        });
}
