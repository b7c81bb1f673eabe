using Threadway.Web.Messaging.Conversations.Receiving;
using Threadway.Web.Webhooks;

namespace Threadway.Web.Messaging.Conversations;

internal static class ConversationsFeature
{
    public static WebApplicationBuilder AddConversations(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ContactBook>();
        builder.Services.AddSingleton<ArrivalIds>();
        builder.Services.AddSingleton<MessageIntake>();
        builder.Services.AddSingleton<IWebhookGroupConsumer, MessageEvents>();
        return builder;
    }
}
