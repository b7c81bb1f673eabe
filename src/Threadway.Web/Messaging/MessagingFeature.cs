using Threadway.Web.Messaging.Conversations;
using Threadway.Web.Messaging.Conversations.Reading;
using Threadway.Web.Messaging.Leaving;
using Threadway.Web.Messaging.Media;
using Threadway.Web.Messaging.Outbox;
using Threadway.Web.Messaging.Outbox.Drafts;
using Threadway.Web.Messaging.Sending;
using Threadway.Web.Messaging.Templates;
using Threadway.Web.Messaging.TestMessages;

namespace Threadway.Web.Messaging;

internal static class MessagingFeature
{
    public static WebApplicationBuilder AddMessaging(this WebApplicationBuilder builder)
    {
        builder.Services.AddTemplates();
        builder.Services.AddDrafts();
        builder.AddMedia();
        builder.Services.AddLeaving();
        builder.Services.AddTestMessages();
        builder.Services.AddSingleton<IConversationJoins, JoinedLines>();
        return builder.AddConversations().AddReading().AddOutbox().AddSending();
    }

    public static void MapMessaging(this WebApplication app)
    {
        app.MapSendEndpoints();
        app.MapTemplateEndpoints();
        app.MapMediaEndpoints();
        app.MapReading();
    }
}
