using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Threadway.Web.Data;
using Threadway.Web.Hosting;

namespace Threadway.Web.Cluster;

internal static class ClusterFeature
{
    private const string ClusterName = "threadway";

    public static WebApplicationBuilder AddCluster(this WebApplicationBuilder builder)
    {
        builder.AddSettings<ClusterSettings, ClusterSettingsCheck>(ClusterSettings.Section);

        var name = NodeName.Create();
        var (database, isShared) = ConnectionString.Read(builder.Configuration);
        var alone = !isShared;
        builder.Services.AddSingleton(name);
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<ClusterNode>(services, name, alone));

        builder.UseOrleans(silo =>
        {
            silo.Configure<SiloOptions>(options => options.SiloName = name.Value);
            silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (ClusterName, ClusterName));
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(10));
            // For a million grains, as Orleans has it, the cache takes 20 MB before there is one.
            silo.Configure<GrainDirectoryOptions>(options => options.CacheSize = 20_000);
            if (alone) silo.StandAlone();
            else silo.JoinOthers(database);
        });
        builder.Services.AddSingleton<IFatalErrorHandler, DeclaredDead>();
        builder.Services.StartSiloBeside();

        builder.Services.AddSingleton<Draining>();
        builder.Services.AddSingleton<IHostLifetime>(services => ActivatorUtilities.CreateInstance<ConsoleLifetime>(
            services, new DrainFirst(services.GetRequiredService<IHostApplicationLifetime>(), services.GetRequiredService<Draining>())));
        builder.Services.AddReadiness<NodeHealth>("node");

        builder.Services.AddSingleton<UserChanges>();
        builder.Services.AddSingleton<UserStreams>();
        builder.Services.AddHostedService<LivePages>();
        return builder;
    }

    /// <summary>A cluster of one, inside the process.</summary>
    private static void StandAlone(this ISiloBuilder silo)
    {
        silo.UseLocalhostClustering(gatewayPort: 0, serviceId: ClusterName, clusterId: ClusterName);
        // Orleans keeps the keys of its two listeners to itself; both are exchanged for one that opens no port.
        foreach (var listener in silo.Services.Where(service => service.ServiceType == typeof(IConnectionListenerFactory) && service.IsKeyedService).ToList())
            silo.Services.Replace(ServiceDescriptor.KeyedSingleton<IConnectionListenerFactory, NoConnections>(listener.ServiceKey));
    }

    private static void JoinOthers(this ISiloBuilder silo, string database)
    {
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", database));
        silo.Services.AddOptions<EndpointOptions>().Configure<IOptions<ClusterSettings>>((endpoints, settings) =>
        {
            endpoints.SiloPort = PortOrAnyFree(settings.Value.SiloPort);
            endpoints.GatewayPort = PortOrAnyFree(settings.Value.GatewayPort);
            if (settings.Value.AdvertisedAddress is { Length: > 0 } address) endpoints.AdvertisedIPAddress = IPAddress.Parse(address);
        });
        silo.Configure<ClusterMembershipOptions>(NoticeTheDead);
    }

    /// <summary>
    /// A process that is killed closes its connections, so three short probes are refused one after the other and it is out in
    /// about a second. One that is only slow keeps its connections: it is asked again with more and more patience, and as long as
    /// anything at all was heard of it within three of the longest probes (six seconds) nobody votes against it. A node that is
    /// slow itself has its own probes stretched and does not judge others by them.
    /// </summary>
    private static void NoticeTheDead(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromMilliseconds(400);
        options.MinProbeTimeout = TimeSpan.FromMilliseconds(200);
        options.MaxProbeTimeout = TimeSpan.FromSeconds(2);
        options.NumMissedProbesLimit = 3;
        options.NumVotesForDeathDeclaration = 2;
        options.ExtendProbeTimeoutDuringDegradation = true;
        options.EnableConnectionLivenessCheck = true;
        // Votes of one outage count together; two hiccups a minute apart do not.
        options.DeathVoteExpirationTimeout = TimeSpan.FromSeconds(10);
        // Where all nodes died together nobody is left to vote: after three of these a dead one's word counts no more.
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(3);
        options.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        options.DefunctSiloExpiration = TimeSpan.FromDays(1);
    }

    private static int PortOrAnyFree(int port)
    {
        if (port > 0) return port;
        using var probe = new TcpListener(IPAddress.Any, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static void StartSiloBeside(this IServiceCollection services)
    {
        var silo = services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Assembly == typeof(SiloOptions).Assembly);
        services.Remove(silo);
        services.AddSingleton(silo.ImplementationType!);
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<SiloStart>(provider, silo.ImplementationType!));
    }
}
