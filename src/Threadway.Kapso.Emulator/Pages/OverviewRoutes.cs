using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Layout;
using Threadway.Kapso.Emulator.Requests;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Pages;

/// <summary>The overview at <c>/</c>.</summary>
internal sealed class OverviewRoutes(World world, EmulatorClock clock, RequestLog requests, ApiKeySettings apiKey) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/", Show);

    private IResult Show(HttpContext http)
    {
        var now = clock.GetUtcNow();
        var first = new FirstSteps($"{http.Request.Scheme}://{http.Request.Host}", apiKey.Key is null);
        var body = world.Read(state =>
        {
            state.SetupLinks.ForEach(link => link.Settle(now));
            return new Pages_Overview { Model = new Overview(state, requests, first) }.Render();
        });
        return Frame.Send(http, "Kapso emulator", body, now);
    }
}
