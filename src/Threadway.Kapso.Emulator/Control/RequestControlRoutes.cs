using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Requests;

namespace Threadway.Kapso.Emulator.Control;

/// <summary><c>/_emulator/requests</c>: what both APIs were asked, and what they answered.</summary>
internal sealed class RequestControlRoutes(RequestLog log) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/_emulator/requests", List);
        routes.MapDelete("/_emulator/requests", Clear);
    }

    private IResult List(HttpContext http)
    {
        var query = new QueryReader(http.Request);
        var after = query.Number("after") ?? 0;
        var limit = query.Number("limit") ?? RequestLog.Capacity;
        if (limit < 1)
            throw Refusal.Malformed("limit must be 1 or more");

        return Answer.Json(Answer.Array(log.NewestFirst().Where(entry => entry.Id > after).Take(limit).Reverse().Select(Json)));
    }

    private IResult Clear()
    {
        log.Clear();
        return Results.NoContent();
    }

    private static JsonObject Json(RequestEntry entry) => new()
    {
        ["id"] = entry.Id,
        ["at"] = Answer.Time(entry.At),
        ["method"] = entry.Method,
        ["path"] = Secrets.Mask(entry.Address),
        ["status"] = entry.Status,
        ["durationMs"] = Math.Round(entry.Duration.TotalMilliseconds, 1),
        ["requestBytes"] = entry.Sent?.Length ?? 0,
        ["requestBody"] = ShownBody.Text(entry.Sent),
        ["responseBytes"] = entry.Answered?.Length ?? 0,
        ["responseBody"] = ShownBody.Text(entry.Answered),
    };
}
