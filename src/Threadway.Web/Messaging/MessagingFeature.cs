using Threadway.Web.Messaging.Media;
using Threadway.Web.Messaging.Outbox.Drafts;
using Threadway.Web.Messaging.Templates;

namespace Threadway.Web.Messaging;

internal static class MessagingFeature
{
    public static WebApplicationBuilder AddMessaging(this WebApplicationBuilder builder)
    {
        builder.Services.AddTemplates();
        builder.Services.AddDrafts();
        builder.AddMedia();
        return builder;
    }

    public static void MapMessaging(this WebApplication app)
    {
        app.MapTemplateEndpoints();
        app.MapMediaEndpoints();
    }
}
