using Threadway.Web.Messaging.Conversations;
using Threadway.Web.Messaging.Sending;

namespace Threadway.Web.Messaging;

internal static class MessagingFeature
{
    public static WebApplicationBuilder AddMessaging(this WebApplicationBuilder builder)
    {
        builder.AddConversations();
        builder.Services.AddSingleton<IConversationJoins, JoinedLines>();
        return builder;
    }
}
