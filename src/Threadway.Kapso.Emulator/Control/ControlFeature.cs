using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.Control;

/// <summary>The control API <c>/_emulator</c>: what a test does that nobody can do at Kapso.</summary>
internal static class ControlFeature
{
    public static IEndpointRouteBuilder MapControl(this IEndpointRouteBuilder app) => app
        .Map<ControlRoutes>()
        .Map<RuleControlRoutes>()
        .Map<SetupControlRoutes>()
        .Map<LifecycleControlRoutes>()
        .Map<DeliveryControlRoutes>()
        .Map<RequestControlRoutes>()
        .Map<StatsControlRoutes>()
        .Map<PhoneControlRoutes>()
        .Map<EchoControlRoutes>()
        .Map<TemplateControlRoutes>()
        .Map<NumberControlRoutes>();
}
