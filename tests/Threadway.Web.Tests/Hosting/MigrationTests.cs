namespace Threadway.Web.Tests.Hosting;

/// <summary>An operator brings the schema up to date, however many nodes do so at once.</summary>
public sealed class MigrationTests
{
    [Fact]
    public async Task In_production_an_older_schema_stops_the_start_and_migrate_mends_it()
    {
        await using var database = await TestDatabase.NameAsync();
        var settings = AppProgram.SettingsWith(database.ConnectionString);

        var (before, errors) = await AppProgram.RunAsync(settings);
        var migrated = await AppProgram.RunAsync(settings, "migrate");
        var again = await AppProgram.RunAsync(settings, "migrate");

        Assert.NotEqual(0, before);
        Assert.Contains("Threadway.Web migrate", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal(((0, ""), (0, "")), (migrated, again));
    }

    [Fact]
    public async Task Nodes_that_migrate_at_once_make_the_schema_once()
    {
        await using var database = await TestDatabase.NameAsync();
        var settings = AppProgram.SettingsWith(database.ConnectionString);

        var runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => AppProgram.RunAsync(settings, "migrate")));

        Assert.All(runs, run => Assert.Equal((0, ""), run));
    }
}
