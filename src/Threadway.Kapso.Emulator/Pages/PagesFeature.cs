using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Layout;

namespace Threadway.Kapso.Emulator.Pages;

/// <summary>The inspector: what there is and what happens.</summary>
internal static class PagesFeature
{
    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder app) => app
        .Map<OverviewRoutes>()
        .Map<RequestRoutes>()
        .Map<DeliveryRoutes>()
        .Map<Assets>();
}
