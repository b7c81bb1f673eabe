using System.Reflection;
using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.Layout;

/// <summary>Styles and scripts of all pages, as they lie in the assembly.</summary>
internal sealed class Assets : IRoutes
{
    private static readonly string[] Names = Assembly.GetExecutingAssembly().GetManifestResourceNames();

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/_assets/{name}", Send);

    private static IResult Send(string name) => Names.Contains(name)
        ? Results.Stream(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!, TypeOf(name))
        : Results.NotFound();

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        _ => "application/octet-stream",
    };
}
