using Threadway.Cluster.Tests.Support;

namespace Threadway.Cluster.Tests;

/// <summary>From one machine with a file to many on a server.</summary>
public sealed class MoveTests(Servers servers) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("threadway-").FullName;

    private string File => Path.Combine(folder, "threadway.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task All_that_is_kept_moves_to_PostgreSQL_and_people_stay_signed_in()
    {
        if (!System.IO.File.Exists("/usr/bin/sqlite3") || !System.IO.File.Exists("/usr/bin/psql")) Assert.Skip("sqlite3 or psql is missing: apt-get install -y sqlite3 postgresql-client");
        var database = servers.NewDatabase();
        await using var before = await Support.Cluster.StartAsync($"Data Source={File}", nodes: 1);
        using var visitor = await Visitor.SignInAsync(before, before.Nodes[0]);
        var number = await visitor.ConnectAsync(before.Nodes[0]);
        await before.Nodes[0].DisposeAsync();
        await using var after = await Support.Cluster.PrepareAsync(database, nodes: 1, before.Kapso);
        await after.MigrateAsync();

        var (exitCode, said) = await Command.RunAsync(Repository.Root, Repository.PathOf("samples", "Cluster", "move"), [File, Servers.Url(database)]);
        await after.Nodes[0].StartAsync();

        Assert.True(exitCode == 0, said);
        var status = await visitor.StatusAsync(after.Nodes[0]);
        Assert.Equal(number.PhoneNumberId, status["phoneNumberId"]!.GetValue<string>());
        Assert.True(status["isConnected"]!.GetValue<bool>());
        await using var storm = Storm.Over(after, _ => number.Message(), senders: 1);
        await storm.AnswersAsync(3);
        await storm.EndAsync();
    }
}
