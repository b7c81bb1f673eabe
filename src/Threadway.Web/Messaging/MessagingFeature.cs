using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Messaging;

internal static class MessagingFeature
{
    public static WebApplicationBuilder AddMessaging(this WebApplicationBuilder builder) => builder.AddConversations();
}
