using Threadway.Web.Hosting;

namespace Threadway.Web.Webhooks;

internal static class WebhooksFeature
{
    public static WebApplicationBuilder AddWebhooks(this WebApplicationBuilder builder)
    {
        builder.AddSettings<WebhookOptions, WebhookOptionsCheck>(WebhookOptions.Section);
        builder.AddSettings<RetentionOptions, RetentionOptionsCheck>(RetentionOptions.Section);
        builder.Services.AddSingleton<KapsoWebhooks>();
        builder.Services.AddSingleton<WebhookSecrets>();
        builder.Services.AddSingleton<WebhookInbox>();
        builder.Services.AddSingleton<WebhookGroups>();
        builder.Services.AddHostedService<WebhookDispatcher>();
        builder.Services.AddHostedService<WebhookRetention>();
        builder.Services.AddHostedService<ProjectWebhook>();
        return builder;
    }

    public static void MapWebhooks(this WebApplication app) => app.MapWebhookEndpoint();
}
