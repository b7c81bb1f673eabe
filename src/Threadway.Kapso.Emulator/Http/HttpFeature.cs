namespace Threadway.Kapso.Emulator.Http;

internal static class HttpFeature
{
    public static IServiceCollection AddHttp(this IServiceCollection services, ApiKeySettings settings) => services
        .AddSingleton(settings)
        .AddSingleton<Origin>();
}

/// <summary>The key that both APIs ask for; when null, any will do.</summary>
internal sealed record ApiKeySettings(string? Key);
