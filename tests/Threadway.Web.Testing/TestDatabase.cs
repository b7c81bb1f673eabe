using Microsoft.EntityFrameworkCore;
using Npgsql;
using Threadway.Web.Data.Postgres;

namespace Threadway.Web.Testing;

/// <summary>A database for one app under test. Which engine's it is the test project says, in its project file.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string Template = "migrated";

    private static readonly bool IsPostgres = AppContext.GetData("Threadway.Testing.Engine") is "PostgreSQL";

    /// <summary>One for the run; it ends with the process.</summary>
    private static readonly Lazy<Task<PostgresServer>> Server = new(StartServerAsync);

    private readonly string name;
    private readonly Func<Task> delete;

    private TestDatabase(string name, string connectionString, Func<Task> delete)
    {
        this.name = name;
        ConnectionString = connectionString;
        this.delete = delete;
    }

    public string ConnectionString { get; }

    /// <summary>Why tests of this engine cannot run here; null where they can.</summary>
    public static string? Missing => IsPostgres && !PostgresServer.IsInstalled ? PostgresServer.Missing : null;

    /// <summary>Skips the test where the engine is missing; in CI, which installs it, fails it.</summary>
    public static void OrSkip()
    {
        if (IsPostgres) PostgresServer.OrSkip();
    }

    /// <summary>Empty but for its schema.</summary>
    public static async Task<TestDatabase> CreateAsync()
    {
        var database = await NameAsync();
        if (IsPostgres) await (await Server.Value).CreateDatabaseAsync(database.name, Template);
        return database;
    }

    /// <summary>One that is not there yet; whoever migrates makes it.</summary>
    public static async Task<TestDatabase> NameAsync()
    {
        OrSkip();
        var name = $"app_{Guid.NewGuid():N}";
        if (!IsPostgres) return InFile(name);

        var server = await Server.Value;
        var connection = new NpgsqlConnectionStringBuilder(server.ConnectionString(name)) { MaxPoolSize = 40 };
        return new(name, connection.ToString(), () => server.DropDatabaseAsync(name));
    }

    public async ValueTask DisposeAsync() => await delete();

    private static TestDatabase InFile(string name)
    {
        var folder = Directory.CreateTempSubdirectory("threadway-").FullName;
        return new(name, $"Data Source={Path.Combine(folder, "threadway.db")}", () =>
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
            return Task.CompletedTask;
        });
    }

    private static async Task<PostgresServer> StartServerAsync()
    {
        // Weaker than the app must be, so that it is seen to ask for more.
        var server = await PostgresServer.StartAsync(isDurable: false, "synchronous_commit=off");
        // Copying it is quicker than migrating each; nobody may have it open meanwhile.
        await using var db = new PostgresDb(new DbContextOptionsBuilder<PostgresDb>()
            .UseNpgsql($"{server.ConnectionString(Template)};Pooling=false").UseSnakeCaseNamingConvention().Options);
        await db.OpenAsync(CancellationToken.None);
        await db.MigrateAsync(CancellationToken.None);
        return server;
    }
}
