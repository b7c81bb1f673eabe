namespace Threadway.Web.Hosting;

internal static class Audience
{
    /// <summary>Whether the answer is read by a program. Kapso sends people's browsers to addresses of the API, and a person needs a page.</summary>
    public static bool IsFromProgram(this HttpRequest request) =>
        request.Path.StartsWithSegments("/api")
        && !(HttpMethods.IsGet(request.Method) && request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase)));
}
