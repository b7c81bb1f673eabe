using Threadway.Web.Accounts;
using Threadway.Web.Accounts.SignIn;
using Threadway.Web.Audit;
using Threadway.Web.Cluster;
using Threadway.Web.Components.Layout;
using Threadway.Web.Connections;
using Threadway.Web.Data;
using Threadway.Web.Hosting;
using Threadway.Web.Kapso;
using Threadway.Web.Messaging;
using Threadway.Web.Webhooks;

EnvironmentNames.LookForChangedFiles();
var builder = WebApplication.CreateBuilder(args);
builder.Configuration.AddOriginalEnvironmentNames();
try
{
#if DEBUG
    await using var emulator = await DevelopmentEmulator.StartWhereNoKeyIsSetAsync(builder);
#endif
    builder.AddThreadwayHosting().AddThreadwayData().AddCluster().AddAudit().AddKapsoPlatform().AddAccounts().AddSignIn().AddConnections().AddMessaging().AddWebhooks().AddUi().ReadKeysBeside();

    var app = builder.Build();
    if (args is ["migrate"])
    {
        await app.MigrateAsync();
        return 0;
    }

    app.CheckSettings();
    // Beside what needs no database; nobody is served before it is looked at.
    var beside = Task.Run(async () =>
    {
        await app.EnsureSchemaAsync();
        app.MakeHostedServices();
    });
    app.Services.GetRequiredService<EmulatorNotice>().Announce();
    app.UseThreadwayHosting();
    app.UseNoLateCircuits();
    app.MapSignIn();
    app.MapConnections();
    app.MapMessaging();
    app.MapWebhooks();
    app.MapUi();
    app.MakeEndpoints();
    await beside;
    await app.RunAsync();
    return Environment.ExitCode;
}
catch (Exception e) when (StartupException.Explain(e) is { } explanation)
{
    await Console.Error.WriteLineAsync(explanation);
    return 1;
}
