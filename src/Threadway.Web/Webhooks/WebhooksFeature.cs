using Threadway.Web.Hosting;

namespace Threadway.Web.Webhooks;

internal static class WebhooksFeature
{
    public static WebApplicationBuilder AddWebhooks(this WebApplicationBuilder builder)
    {
        builder.AddSettings<WebhookOptions, WebhookOptionsCheck>(WebhookOptions.Section);
        builder.Services.AddSingleton<KapsoWebhooks>();
        builder.Services.AddSingleton<WebhookInbox>();
        builder.Services.AddHostedService(services => services.GetRequiredService<WebhookInbox>());
        builder.Services.AddHostedService<WebhookDispatcher>();
        builder.Services.AddHostedService<ProjectWebhook>();
        return builder;
    }

    public static void MapWebhooks(this WebApplication app) => app.MapWebhookEndpoint();
}
