using Threadway.Web.Hosting;

namespace Threadway.Web.Messaging.Media;

internal static class MediaFeature
{
    public static void AddMedia(this WebApplicationBuilder builder)
    {
        builder.AddSettings<MediaOptions, MediaOptionsCheck>(MediaOptions.Section);
        builder.Services.AddSingleton<KnownMedia>();
        builder.Services.AddSingleton<MediaUploads>();
        builder.Services.AddSingleton<MediaHosts>();
        builder.Services.AddSingleton<MessageMedia>();
        builder.Services.AddHttpClient(MessageMedia.Client, http => http.Timeout = Timeout.InfiniteTimeSpan)
            // Where a file lies was said by an event: no redirect leads from there to where nobody allowed.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(10),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            // They would name addresses that open a file to whoever reads them.
            .RemoveAllLoggers();
    }
}
