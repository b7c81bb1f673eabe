using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.ControlRoutes;

/// <summary><c>GET /_emulator</c>: every call of the control API, from the routes themselves. A call that there is not leads here.</summary>
internal sealed class IndexRoutes : IRoutes
{
    private const string Root = "/_emulator";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Root, () => Answer.Json(Index(routes))).Does("Lists the calls of the control API");
        routes.Map(Root + "/{**rest}", IResult (HttpContext http) => throw NoSuchCall(http.Request, routes));
    }

    private static JsonObject Index(IEndpointRouteBuilder routes) => new()
    {
        ["calls"] = Answer.Array(Calls(routes).Select(one => one.Call.Json(one.Method, one.Path))),
    };

    private static Refusal NoSuchCall(HttpRequest request, IEndpointRouteBuilder routes)
    {
        var (given, calls) = (request.Path.Value!.TrimEnd('/'), Calls(routes));
        string[] methods = [.. calls.Where(one => IsAt(one.Path, given)).Select(one => one.Method)];
        if (methods.Length > 0)
            return Refusal.Plain(StatusCodes.Status405MethodNotAllowed, $"{given} takes {string.Join(" or ", methods)}, not {request.Method}; GET {Root} lists all calls");

        var near = Nearest.To(given, calls.Select(one => one.Path).Distinct());
        var refusal = Refusal.NotEmulated(request);
        refusal.Body["hint"] = $"{(near is null ? "" : $"Did you mean {near}? ")}GET {Root} lists all calls";
        return refusal;
    }

    private static bool IsAt(string pattern, string path)
    {
        var (wanted, given) = (pattern.Split('/'), path.Split('/'));
        return wanted.Length == given.Length && wanted.Zip(given).All(pair => pair.First.StartsWith('{') || pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));
    }

    private static List<(string Method, string Path, ControlCall Call)> Calls(IEndpointRouteBuilder routes) =>
    [
        .. routes.DataSources
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Select(endpoint => (
                endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods[0] ?? "",
                endpoint.RoutePattern.RawText!.TrimEnd('/'),
                endpoint.Metadata.GetMetadata<ControlCall>()!))
            .Where(one => one.Item3 is not null)
            .OrderBy(one => one.Item2, StringComparer.Ordinal)
            .ThenBy(one => one.Item1, StringComparer.Ordinal),
    ];
}
