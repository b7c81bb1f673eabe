using System.Diagnostics.CodeAnalysis;

namespace Threadway.Kapso.Emulator.Http;

/// <summary>Some of the emulator's routes, with the services that they need as parameters of the constructor.</summary>
internal interface IRoutes
{
    void Map(IEndpointRouteBuilder routes);
}

internal static class RoutesMapping
{
    public static IEndpointRouteBuilder Map<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IEndpointRouteBuilder app)
        where T : IRoutes
    {
        ActivatorUtilities.CreateInstance<T>(app.ServiceProvider).Map(app);
        return app;
    }

    /// <summary>What the contract has and the emulator does not says so. Kapso's first generation lived under /api.</summary>
    public static void MapNotEmulated(this IEndpointRouteBuilder app)
    {
        foreach (var face in new[] { "/platform", "/meta", "/api" })
            app.Map(face + "/{**rest}", IResult (HttpContext http) => throw Refusal.NotEmulated(http.Request));
    }
}
