using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Requests;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Pages;

/// <summary><c>/requests</c>: what both APIs were asked, newest first.</summary>
internal sealed class RequestRoutes(RequestLog log, EmulatorClock clock) : IRoutes
{
    private const int Rows = 200;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/requests", All);
        routes.MapGet("/requests/{id:long}", One);
    }

    private IResult All(HttpContext http)
    {
        var query = http.Request.Query;
        var (path, errors) = (query["path"].ToString(), query["errors"] == "true");
        List<RequestEntry> found =
        [
            .. log.NewestFirst()
                .Where(entry => path.Length == 0 || entry.Address.Contains(path, StringComparison.OrdinalIgnoreCase))
                .Where(entry => !errors || entry.IsError)
                .Take(Rows),
        ];
        var body = Html.Of($"""
            <div class="title"><h1>Requests</h1><p class="lead">The latest {Inspector.Number(RequestLog.Capacity)} to the Platform API and the Meta proxy. Keys and tokens are masked.</p></div>
            <form class="filter" method="get" action="/requests">
            <label for="path">Path contains</label><input id="path" name="path" value="{path}" autocomplete="off" spellcheck="false">
            <span class="check"><input type="checkbox" id="errors" name="errors" value="true"{(errors ? Html.Of($" checked") : Html.Empty)}><label for="errors">Errors only</label></span>
            <button>Filter</button>
            </form>
            {Inspector.List("requests", "Newest first", Inspector.Number(found.Count), Html.Each(found, RequestView.Row), "No request fits. Requests appear here as they come.")}
            """);
        return Inspector.Send(http, "Requests - Kapso emulator", body, clock.GetUtcNow());
    }

    private IResult One(HttpContext http, long id) => log.ById(id) switch
    {
        null when IsPart(http) => Inspector.Part(http, Gone),
        null => Inspector.Send(http, "Requests - Kapso emulator", Gone, clock.GetUtcNow(), StatusCodes.Status404NotFound),
        var entry when IsPart(http) => Inspector.Part(http, RequestView.Bodies(entry)),
        var entry => Inspector.Send(http, "Request - Kapso emulator", RequestView.Whole(entry), clock.GetUtcNow()),
    };

    private static Html Gone => Html.Of($"""<div class="title"><h1>Not kept any more</h1><p class="lead">Only the latest {Inspector.Number(RequestLog.Capacity)} requests are kept.</p></div>""");

    private static bool IsPart(HttpContext http) => http.Request.Query.ContainsKey("part");
}
