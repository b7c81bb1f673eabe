using Npgsql;
using Threadway.Cluster.Tests;

[assembly: AssemblyFixture(typeof(Servers))]

namespace Threadway.Cluster.Tests;

/// <summary>
/// PostgreSQL's server for the run, and a new database for each test. What it has committed outlives its death: it is killed, and the
/// system that keeps its pages is not, so nothing waits for a disk.
/// </summary>
public sealed class Servers : IAsyncLifetime
{
    private PostgresServer? server;
    private int databases;

    private PostgresServer Server
    {
        get
        {
            PostgresServer.OrSkip();
            return server!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (PostgresServer.IsInstalled) server = await PostgresServer.StartAsync();
    }

    /// <summary>How a database is reached that is not there yet: migrating makes it. Skips the test where there is no server.</summary>
    public string NewDatabase() => $"{Server.ConnectionString($"cluster_{++databases}")};Maximum Pool Size=50";

    /// <summary>The same, as the server's own programs are told it.</summary>
    public static string Url(string connectionString)
    {
        var server = new NpgsqlConnectionStringBuilder(connectionString);
        return $"postgresql://{server.Username}@{server.Host}:{server.Port}/{server.Database}";
    }

    /// <summary>As in a power cut.</summary>
    public Task StopAtOnceAsync() => Server.StopImmediatelyAsync();

    public Task StartAgainAsync() => Server.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
    }
}
