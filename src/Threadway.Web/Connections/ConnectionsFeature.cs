using Threadway.Web.Connections.Disconnect;
using Threadway.Web.Connections.Numbers;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Connections.Redirects;
using Threadway.Web.Connections.Setup;
using Threadway.Web.Hosting;


namespace Threadway.Web.Connections;

internal static class ConnectionsFeature
{
    public static WebApplicationBuilder AddConnections(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ConnectionUpdates>();
        builder.Services.AddSingleton<ConnectionQueries>();
        builder.Services.AddSingleton<ConnectionUpdater>();
        builder.Services.AddSingleton<UserGate>();

        builder.Services.AddSingleton<KapsoCustomers>();
        builder.Services.AddSingleton<SetupLinkMaker>();
        builder.Services.AddSingleton<SetupProgress>();
        builder.Services.AddSingleton<SetupService>();
        builder.Services.AddSingleton<ReturnService>();

        builder.Services.AddSingleton<ReconnectGuard>();
        builder.Services.AddSingleton<NumberSubscriptions>();
        builder.Services.AddSingleton<NumberLook>();
        builder.Services.AddSingleton<Settlement>();
        builder.Services.AddSingleton<LifecycleEvents>();
        builder.Services.AddSingleton<DisconnectService>();
        builder.Services.AddSingleton<Reconciler>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Reconciler>());
        return builder;
    }

    public static void MapConnections(this WebApplication app)
    {
        app.MapConnectionEndpoints();
        app.MapContinueEndpoint();
        app.MapRedirectEndpoints();
    }
}
