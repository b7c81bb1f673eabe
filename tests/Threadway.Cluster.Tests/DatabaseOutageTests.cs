using System.Net;
using Threadway.Cluster.Tests.Support;

namespace Threadway.Cluster.Tests;

/// <summary>PostgreSQL's server ends under load, as in a power cut, and comes back.</summary>
public sealed class DatabaseOutageTests(Servers servers, ITestOutputHelper output)
{
    [Fact]
    public async Task Nodes_say_that_the_database_is_gone_lose_nothing_and_come_back_with_it_by_themselves()
    {
        var database = servers.NewDatabase();
        await using var cluster = await Support.Cluster.StartAsync(database, nodes: 2);
        await using var ledger = await Ledger.OpenAsync(database);
        var numbers = await Weather.ConnectAsync(cluster, 4);
        await using var storm = Storm.Over(cluster, Weather.Of(numbers));
        await storm.AnswersAsync(200);

        await servers.StopAtOnceAsync();
        foreach (var node in cluster.Nodes)
            await Eventually.HoldsAsync(() => node.HealthAsync("/health/ready"), seen => seen == HttpStatusCode.ServiceUnavailable, $"not ready: {node.Address}");
        var alive = await Task.WhenAll(cluster.Nodes.Select(node => node.HealthAsync("/health/live")));
        await servers.StartAgainAsync();
        ledger.Reconnect();
        foreach (var node in cluster.Nodes)
            await Eventually.HoldsAsync(node.IsReadyAsync, ready => ready, $"ready again: {node.Address}");
        await storm.AnswersAsync(200);
        await storm.EndAsync();

        output.WriteLine($"{storm.AnsweredCount} answered 200, {storm.Failures.Count} sent again");
        Assert.All(alive, seen => Assert.Equal(HttpStatusCode.OK, seen));
        Assert.All(cluster.Nodes, node => Assert.False(node.Process.Exit.IsCompleted, node.Process.Said));
        await ledger.HandlesAllAsync(storm.Answered);
        Assert.Empty(await ledger.NumbersBehindAsync());
    }
}
