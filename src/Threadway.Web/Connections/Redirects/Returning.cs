using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Threadway.Web.Connections.Redirects;

/// <summary>A page that says that Kapso is being asked, and goes on by itself, without a script, when it has answered.</summary>
internal sealed partial class Returning(Task<RedirectOutcome> asking, Func<RedirectOutcome, string> pathOf) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.CacheControl = "no-store";
        await new RazorComponentResult<ReturningPage>().ExecuteAsync(httpContext);
        await response.Body.FlushAsync(httpContext.RequestAborted);

        await response.WriteAsync($"""<meta http-equiv="refresh" content="0;url={HtmlEncoder.Default.Encode(await NextAsync(httpContext))}">""", httpContext.RequestAborted);
    }

    private async Task<string> NextAsync(HttpContext context)
    {
        try
        {
            return pathOf(await asking);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The answer has begun: its status cannot say any more what happened, the next page can.
            Log.Failed(context.RequestServices.GetRequiredService<ILogger<Returning>>(), e);
            return "/error";
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A return from Kapso could not be looked into")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
