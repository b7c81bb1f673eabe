using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.Pages;

/// <summary>The inspector: what there is and what happens.</summary>
internal static class PagesFeature
{
    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder app) => app
        .Map<IndexRoutes>()
        .Map<RequestRoutes>()
        .Map<DeliveryRoutes>()
        .Map<Assets>();
}
