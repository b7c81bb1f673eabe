using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Threadway.Web.Cluster;

namespace Threadway.Web.Tests.Cluster;

/// <summary>One process on SQLite: a cluster of one, that grains live in all the same.</summary>
public sealed class ClusterNodeTests(SharedApp shared)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_on_sqlite_is_alone_and_has_grains()
    {
        var node = shared.App.Services.GetRequiredService<ClusterNode>();

        var hosts = await node.AskAsync(grains => grains.GetGrain<IManagementGrain>(0).GetDetailedHosts(onlyActive: true), Stop);

        Assert.True(node.IsAlone);
        Assert.Equal(node.Name, Assert.Single(hosts).SiloName);
        Assert.Equal(node.Name, Assert.Single(node.Members.Here));
        Assert.Empty(node.Members.Gone);
    }
}
