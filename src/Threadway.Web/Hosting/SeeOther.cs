namespace Threadway.Web.Hosting;

internal static class SeeOther
{
    /// <summary>303, which ASP.NET Core has no result for: the browser goes on with a GET.</summary>
    public static IResult To(HttpContext context, string location)
    {
        context.Response.Headers.Location = location;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }
}
