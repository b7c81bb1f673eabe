using Threadway.Web.Connections.Disconnect;

namespace Threadway.Web.Messaging.Leaving;

internal static class LeavingFeature
{
    public static void AddLeaving(this IServiceCollection services)
    {
        services.AddSingleton<IWaitingMessages, QueueOfNumber>();
        services.AddHostedService<LeavingNumbers>();
    }
}
