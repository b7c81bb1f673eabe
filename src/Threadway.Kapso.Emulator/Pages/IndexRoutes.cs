using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Requests;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Pages;

/// <summary>The overview at <c>/</c>.</summary>
internal sealed class IndexRoutes(World world, EmulatorClock clock, RequestLog requests, ApiKeySettings apiKey) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/", Index);

    private IResult Index(HttpContext http)
    {
        var now = clock.GetUtcNow();
        var origin = $"{http.Request.Scheme}://{http.Request.Host}";
        var body = world.Read(state => IndexView.Of(state, requests, new FirstSteps(origin, apiKey.Key is null), now));
        return Inspector.Send(http, "Kapso emulator", body, now);
    }
}
