using Threadway.Web.Messaging.Conversations;
using Threadway.Web.Messaging.Outbox;
using Threadway.Web.Messaging.Sending;

namespace Threadway.Web.Messaging;

internal static class MessagingFeature
{
    public static WebApplicationBuilder AddMessaging(this WebApplicationBuilder builder) => builder.AddConversations().AddOutbox().AddSending();

    public static void MapMessaging(this WebApplication app) => app.MapSendEndpoints();
}
