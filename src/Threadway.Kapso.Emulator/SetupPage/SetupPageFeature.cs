using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.SetupPage;

/// <summary>The hosted page where a customer connects a number (contract 4, 5).</summary>
internal static class SetupPageFeature
{
    public static IServiceCollection AddSetupPage(this IServiceCollection services) => services.AddSingleton<Onboarding>();

    public static IEndpointRouteBuilder MapSetupPage(this IEndpointRouteBuilder app) => app.Map<SetupPageRoutes>();
}
