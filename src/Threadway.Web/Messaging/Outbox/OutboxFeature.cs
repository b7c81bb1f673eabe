using Threadway.Web.Messaging.Sending;

namespace Threadway.Web.Messaging.Outbox;

internal static class OutboxFeature
{
    public static WebApplicationBuilder AddOutbox(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TemplateCategories>();
        builder.Services.AddSingleton<IMarketingTemplates>(services => services.GetRequiredService<TemplateCategories>());
        builder.Services.AddSingleton<QueueEstimate>();
        builder.Services.AddSingleton<OutboxStore>();
        builder.Services.AddSingleton<OutboxService>();
        builder.Services.AddSingleton<OutboxRetention>();
        builder.Services.AddHostedService(services => services.GetRequiredService<OutboxRetention>());
        return builder;
    }
}
