namespace Threadway.Kapso.Emulator.Media;

internal static class MediaFeature
{
    public static IServiceCollection AddMedia(this IServiceCollection services) => services
        .AddSingleton<MediaStore>()
        .AddSingleton<SourceFetcher>();
}
