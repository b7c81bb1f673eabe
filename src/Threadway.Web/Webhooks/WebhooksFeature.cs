namespace Threadway.Web.Webhooks;

internal static class WebhooksFeature
{
    public static WebApplicationBuilder AddWebhooks(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WebhookInbox>();
        builder.Services.AddHostedService(services => services.GetRequiredService<WebhookInbox>());
        builder.Services.AddHostedService<WebhookDispatcher>();
        builder.Services.AddHostedService<ProjectSubscription>();
        return builder;
    }

    public static void MapWebhooks(this WebApplication app) => app.MapWebhookEndpoint();
}
