using System.Reflection;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Pages;

/// <summary>The overview at <c>/</c>, and the style and script of all pages.</summary>
internal sealed class IndexRoutes(World world, EmulatorClock clock)
{
    private static readonly Dictionary<string, string> ContentTypes = new()
    {
        ["emulator.css"] = "text/css; charset=utf-8",
        ["setup.css"] = "text/css; charset=utf-8",
        ["phone.css"] = "text/css; charset=utf-8",
        ["phone.js"] = "text/javascript; charset=utf-8",
    };

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", Index);
        routes.MapGet("/_assets/{name}", Asset);
    }

    private static IResult Asset(string name) => ContentTypes.TryGetValue(name, out var type)
        ? Results.Stream(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!, type)
        : Results.NotFound();

    private IResult Index(HttpContext http) => world.Read(state => new Page("Kapso emulator", IndexView.Of(state, clock.GetUtcNow())).Send(http));
}
