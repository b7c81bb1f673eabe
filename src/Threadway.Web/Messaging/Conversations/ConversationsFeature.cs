namespace Threadway.Web.Messaging.Conversations;

internal static class ConversationsFeature
{
    public static WebApplicationBuilder AddConversations(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ContactBook>();
        return builder;
    }
}
