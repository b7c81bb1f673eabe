using Threadway.Web.Hosting;

namespace Threadway.Web.Messaging.Sending;

internal static class SendingFeature
{
    public static WebApplicationBuilder AddSending(this WebApplicationBuilder builder)
    {
        builder.AddSettings<SendingOptions, SendingOptionsCheck>(SendingOptions.Section);
        builder.Services.AddSingleton<SendLeases>();
        builder.Services.AddSingleton<SendStore>();
        builder.Services.AddSingleton<SendAttempt>();
        builder.Services.AddSingleton<AcceptedResults>();
        builder.Services.AddSingleton<SendResults>();
        builder.Services.AddSingleton<DoubtStore>();
        builder.Services.AddSingleton<RefusedSends>();
        builder.Services.AddSingleton<SenderTools>();
        builder.Services.AddSingleton<Senders>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Senders>());
        builder.Services.AddSingleton<SenderScan>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SenderScan>());
        builder.Services.AddSingleton<QueueQueries>();
        return builder;
    }
}
