using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>The Meta proxy (contract 11 to 13).</summary>
internal static class MetaFeature
{
    public static IServiceCollection AddMeta(this IServiceCollection services) => services
        .AddSingleton<MediaContent>()
        .AddSingleton<TemplateSend>()
        .AddSingleton<OutgoingContent>();

    public static IEndpointRouteBuilder MapMeta(this IEndpointRouteBuilder app) => app
        .Map<SendRoutes>()
        .Map<RegistrationRoutes>()
        .Map<BusinessProfileRoutes>()
        .Map<ReadRoutes>()
        .Map<TemplateRoutes>()
        .Map<MediaRoutes>();
}
