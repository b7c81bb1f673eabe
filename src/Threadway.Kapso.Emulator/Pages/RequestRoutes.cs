using Microsoft.AspNetCore.Html;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Layout;
using Threadway.Kapso.Emulator.Requests;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Pages;

/// <summary><c>/requests</c>: what both APIs were asked, newest first.</summary>
internal sealed class RequestRoutes(World world, RequestLog log, EmulatorClock clock) : IRoutes
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
        var found = log.NewestFirst()
            .Where(entry => path.Length == 0 || entry.Address.Contains(path, StringComparison.OrdinalIgnoreCase))
            .Where(entry => !errors || entry.IsError)
            .Take(Rows)
            .ToList();
        var body = world.Read(state => new Pages_RequestList { Model = new RequestList(state, path, errors, found) }.Render());
        return Frame.Send(http, "Requests - Kapso emulator", body, clock.GetUtcNow());
    }

    private IResult One(HttpContext http, long id) => log.ById(id) switch
    {
        null when IsPart(http) => Markup.Part(http, Gone),
        null => Frame.Send(http, "Requests - Kapso emulator", Gone, clock.GetUtcNow(), StatusCodes.Status404NotFound),
        var entry when IsPart(http) => Markup.Part(http, new Pages_RequestBodies { Model = entry }.Render()),
        var entry => Frame.Send(http, "Request - Kapso emulator", new Pages_RequestPage { Model = entry }.Render(), clock.GetUtcNow()),
    };

    private static HtmlString Gone =>
        new Layout_NotKept { Model = $"Only the latest {Words.Number(RequestLog.Capacity)} requests are kept." }.Render();

    private static bool IsPart(HttpContext http) => http.Request.Query.ContainsKey("part");
}
