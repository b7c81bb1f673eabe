namespace Threadway.Kapso.Emulator.Webhooks;

/// <summary>Who is told of what happens, and how (contract 7, 8).</summary>
internal static class WebhooksFeature
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services) => services
        .AddSingleton<BackgroundWork>()
        .AddSingleton<DeliveryWorker>()
        .AddSingleton<Dispatcher>()
        .AddSingleton<EventBuffers>()
        .AddSingleton<WebhookSender>()
        .AddSingleton<ConversationWatch>()
        .AddSingleton<StatusReports>();

    /// <summary>Goes on with what the state file says is still to be sent, and begins to watch for silence.</summary>
    public static void StartWebhooks(this IServiceProvider provider)
    {
        provider.GetRequiredService<WebhookSender>().Resume();
        provider.GetRequiredService<ConversationWatch>().Start();
    }
}
