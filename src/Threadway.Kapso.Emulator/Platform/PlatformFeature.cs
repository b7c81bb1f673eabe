using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.Platform;

/// <summary>Kapso's own API (contract 3 to 11, 13.1).</summary>
internal static class PlatformFeature
{
    public static IServiceCollection AddPlatform(this IServiceCollection services, PlatformSettings settings) =>
        services.AddSingleton(settings);

    public static IEndpointRouteBuilder MapPlatform(this IEndpointRouteBuilder app) => app
        .Map<CustomerRoutes>()
        .Map<SetupLinkRoutes>()
        .Map<PhoneNumberRoutes>()
        .Map<DisplayNameRoutes>()
        .Map<WebhookRoutes>()
        .Map<DeliveryLogRoutes>()
        .Map<MessageRoutes>()
        .Map<ConversationRoutes>()
        .Map<ContactRoutes>()
        .Map<MediaIngestRoutes>();
}

/// <summary>The numbers that the plan allows; null for no limit.</summary>
internal sealed record PlatformSettings(int? PhoneNumberLimit);
