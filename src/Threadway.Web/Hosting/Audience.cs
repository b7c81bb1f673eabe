namespace Threadway.Web.Hosting;

internal static class Audience
{
    private const string Bearer = "Bearer";

    /// <summary>Whether the answer is read by a program. Kapso sends people's browsers to addresses of the API, and a person needs a page.</summary>
    public static bool IsFromProgram(this HttpRequest request) =>
        request.Path.StartsWithSegments("/api")
        && (request.BringsKey()
            || !(HttpMethods.IsGet(request.Method) && request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase))));

    /// <summary>Whether the call says who it is by a key, good or not: its cookie is not looked at then. Pages know no keys.</summary>
    public static bool BringsKey(this HttpRequest request)
    {
        if (!request.Path.StartsWithSegments("/api")) return false;
        foreach (var value in request.Headers.Authorization)
        {
            if (value is not null && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && (value.Length == Bearer.Length || value[Bearer.Length] == ' ')) return true;
        }
        return false;
    }
}
