using Threadway.Web.Connections.Disconnect;
using Threadway.Web.Connections.Numbers;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Connections.Reconciliation.Sweeping;
using Threadway.Web.Connections.Reconciliation.Turns;
using Threadway.Web.Connections.Redirects;
using Threadway.Web.Connections.Setup;
using Threadway.Web.Hosting;
using Threadway.Web.Webhooks;

namespace Threadway.Web.Connections;

internal static class ConnectionsFeature
{
    public static WebApplicationBuilder AddConnections(this WebApplicationBuilder builder)
    {
        builder.AddSettings<ReconciliationOptions, ReconciliationOptionsCheck>(ReconciliationOptions.Section);
        builder.AddSettings<SetupLinkOptions, SetupLinkOptionsCheck>(SetupLinkOptions.Section);
        builder.AddSettings<RedirectOptions, RedirectOptionsCheck>(RedirectOptions.Section);

        builder.Services.AddSingleton<ITurnKeeper, ClusterTurns>();
        builder.Services.AddSingleton<UserTurn>();
        builder.Services.AddSingleton<IUserTurn>(services => services.GetRequiredService<UserTurn>());
        builder.Services.AddHostedService<TurnRenewal>();
        builder.Services.AddSingleton<NumberReader>();
        builder.Services.AddSingleton<KapsoReader>();
        builder.Services.AddSingleton<NumberMender>();
        builder.Services.AddSingleton<UserReconciliation>();
        builder.Services.AddSingleton<CustomerOwners>();
        builder.Services.AddSingleton<IWebhookConsumer, ConnectionEvents>();
        builder.Services.AddSingleton<IWebhookGroupConsumer, HeardNumbers>();
        builder.Services.AddSingleton<SweepPages>();
        builder.Services.AddSingleton<SweepSingles>();
        builder.Services.AddSingleton<Sweep>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Sweep>());

        builder.Services.AddSingleton<KapsoCustomers>();
        builder.Services.AddSingleton<SetupLinkMaker>();
        builder.Services.AddSingleton<SetupQueries>();
        builder.Services.AddSingleton<SetupService>();
        builder.Services.AddSingleton<RedirectService>();
        builder.Services.AddRedirectRatePolicy();
        builder.Services.AddSingleton<Greetings>();
        builder.Services.AddSingleton<DisconnectService>();
        builder.Services.AddSingleton<ConnectionQueries>();
        builder.Services.DescribeLights();
        return builder;
    }

    public static void MapConnections(this WebApplication app)
    {
        app.MapConnectionEndpoints();
        app.MapContinueEndpoint();
        app.MapPutAwayForm();
        app.MapRedirectEndpoints();
    }
}
