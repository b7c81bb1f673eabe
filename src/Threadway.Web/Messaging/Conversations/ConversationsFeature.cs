using Threadway.Web.Connections.Reconciliation;
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
        builder.Services.AddSingleton<MissedMessages>();
        builder.Services.AddSingleton<IReceivingAgain>(services => services.GetRequiredService<MissedMessages>());
        builder.Services.AddHostedService(services => services.GetRequiredService<MissedMessages>());
        return builder;
    }
}
