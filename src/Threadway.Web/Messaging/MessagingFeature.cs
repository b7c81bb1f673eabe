using Threadway.Web.Messaging.Conversations.Reading;

namespace Threadway.Web.Messaging;

internal static class MessagingFeature
{
    public static WebApplicationBuilder AddMessaging(this WebApplicationBuilder builder)
    {
        builder.AddReading();
        return builder;
    }

    public static void MapMessaging(this WebApplication app)
    {
        app.MapReading();
    }
}
