using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.ControlRoutes;

/// <summary>The control API <c>/_emulator</c>: the members of <see cref="KapsoEmulator"/> over HTTP.</summary>
internal static class ControlRoutesFeature
{
    public static IEndpointRouteBuilder MapControl(this IEndpointRouteBuilder app) => app
        .Map<IndexRoutes>()
        .Map<WholeControlRoutes>()
        .Map<RuleControlRoutes>()
        .Map<SetupControlRoutes>()
        .Map<NumberControlRoutes>()
        .Map<AccountControlRoutes>()
        .Map<PhoneControlRoutes>()
        .Map<TemplateControlRoutes>()
        .Map<DeliveryControlRoutes>()
        .Map<RequestControlRoutes>();
}
