using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Requests;

namespace Threadway.Kapso.Emulator.ControlRoutes;

/// <summary><c>/_emulator/requests</c>: what both APIs were asked, and what they answered.</summary>
internal sealed class RequestControlRoutes(RequestsControl requests) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/_emulator/requests", List).Does("Lists requests to both APIs, oldest first: ?after=id&limit=n");
        routes.MapDelete("/_emulator/requests", Clear).Does("Forgets them");
    }

    private IResult List(HttpContext http)
    {
        var query = new QueryReader(http.Request);
        var after = query.Number("after") ?? 0;
        var limit = query.Number("limit") ?? RequestLog.Capacity;
        if (limit < 1)
            throw Refusal.Malformed("limit must be 1 or more");

        return Answer.Json(Answer.Array(requests.After(after, limit).Select(one => one.Json())));
    }

    private IResult Clear()
    {
        requests.Clear();
        return Results.NoContent();
    }
}
