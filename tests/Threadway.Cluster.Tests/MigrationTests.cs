namespace Threadway.Cluster.Tests;

/// <summary>Two machines bring one database up to date at the same moment.</summary>
public sealed class MigrationTests(Servers servers)
{
    [Fact]
    public async Task Two_that_migrate_at_once_make_the_database_once()
    {
        var database = servers.NewDatabase();
        await using var cluster = await Support.Cluster.PrepareAsync(database, nodes: 1);

        var both = await Task.WhenAll(cluster.MigrateAsync(), cluster.MigrateAsync());
        var again = await cluster.MigrateAsync();
        await cluster.Nodes[0].StartAsync();

        Assert.All(both.Append(again), migrated => Assert.True(migrated.ExitCode == 0, migrated.Said));
        Assert.True(await cluster.Nodes[0].IsReadyAsync());
    }
}
