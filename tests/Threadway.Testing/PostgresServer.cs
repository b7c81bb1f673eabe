using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Threadway.Testing;

/// <summary>
/// PostgreSQL's server from the machine's packages, on loopback, with a data folder of its own. It ends with the process that
/// started it, however that ends, and its folder with it: a shell holds both, and learns by its input that nobody is there any more.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    public const string Missing = "No PostgreSQL server on this machine. Install it: apt-get install -y postgresql";

    private const string User = "threadway";

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    /// <summary>The server refuses to run as root; the package made this user for it.</summary>
    private static readonly string[] AsServerUser =
        Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

    private readonly string folder = Path.Combine(Path.GetTempPath(), $"threadway-postgres-{Guid.NewGuid():N}");
    private readonly string programs;
    private readonly string[] settings;
    private Process? shell;

    private PostgresServer(string programs, string[] settings)
    {
        this.programs = programs;
        this.settings = settings;
        Port = FreePort.OnLoopback();
    }

    public int Port { get; }

    public static bool IsInstalled => FindPrograms() is not null;

    /// <summary>Skips the test where there is no server; in CI, which installs it, fails it.</summary>
    public static void OrSkip()
    {
        if (IsInstalled) return;

        Assert.False(string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase), Missing);
        Assert.Skip(Missing);
    }

    /// <param name="isDurable">Whether what it commits outlives its death: for tests that kill it. All others are quicker without.</param>
    /// <param name="settings">The server's own, for example <c>max_connections=50</c>.</param>
    public static async Task<PostgresServer> StartAsync(bool isDurable = false, params string[] settings)
    {
        string[] quick = ["fsync=off", "full_page_writes=off"];
        var server = new PostgresServer(FindPrograms() ?? throw new InvalidOperationException(Missing), isDurable ? settings : [.. quick, .. settings]);
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>How the database of this name is reached; it need not be there.</summary>
    public string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = Port, Database = database, Username = User, Timeout = 30 }.ToString();

    /// <param name="template">Another database, which nobody has open, to be copied with all that is in it.</param>
    public Task CreateDatabaseAsync(string name, string? template = null) =>
        ExecuteAsync($"""CREATE DATABASE "{name}" TEMPLATE "{template ?? "template0"}" """);

    /// <summary>Takes it from whoever still has it open.</summary>
    public Task DropDatabaseAsync(string name) => ExecuteAsync($"""DROP DATABASE IF EXISTS "{name}" WITH (FORCE)""");

    /// <summary>Starts the stopped server again, on the same port and folder, and waits until it answers.</summary>
    public async Task StartAsync()
    {
        shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", folder, programs, Options(), .. AsServerUser])
        {
            RedirectStandardInput = true,
        })!;
        await AnswersAsync();
    }

    /// <summary>Ends the server at once, as a power cut would: sessions are cut off, and the next start recovers.</summary>
    public Task StopImmediatelyAsync() => TellAsync("stop");

    public async Task RestartImmediatelyAsync()
    {
        await StopImmediatelyAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // A shell that is gone has left the folder behind: another cleans up.
        if (shell is null || shell.HasExited)
            shell = Process.Start(new ProcessStartInfo("rm", ["-rf", folder]))!;
        else
            shell.StandardInput.Close();

        await shell.WaitForExitAsync();
        shell.Dispose();
    }

    /// <summary>
    /// Makes the data folder where there is none, and runs the server until its input says "stop" or ends; then cleans up. A
    /// terminal's Ctrl+C, which reaches all of a group, ends the test and so the input. The server never holds that input itself.
    /// </summary>
    private const string Script =
        """
        folder=$1 programs=$2 options=$3; shift 3
        trap '' INT TERM HUP
        if [ ! -d "$folder" ]; then
          "$@" sh -c 'umask 077 && mkdir "$1" && "$2/initdb" -D "$1/data" -U threadway --auth=trust --no-sync --encoding=UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=en-US >"$1/initdb.log"' sh "$folder" "$programs" </dev/null
        fi
        "$@" sh -c 'exec "$1/postgres" -D "$2/data" $3 >>"$2/log" 2>&1' sh "$programs" "$folder" "$options" </dev/null &
        server=$!
        said=
        read -r said
        kill -QUIT "$server" 2>/dev/null
        wait "$server"
        [ "$said" = stop ] || rm -rf "$folder"
        """;

    private string Options() => string.Join(' ', ((string[])
    [
        "listen_addresses=127.0.0.1", $"port={Port}", "unix_socket_directories=", "max_connections=300", "shared_buffers=64MB", .. settings,
    ]).Select(setting => $"-c {setting}"));

    private async Task TellAsync(string word)
    {
        await shell!.StandardInput.WriteLineAsync(word);
        await shell.StandardInput.FlushAsync();
        await shell.WaitForExitAsync();
    }

    private async Task AnswersAsync()
    {
        using var deadline = new CancellationTokenSource(StartPatience);
        while (true)
        {
            try
            {
                await ExecuteAsync("SELECT 1");
                return;
            }
            catch (NpgsqlException e) when (!deadline.IsCancellationRequested)
            {
                if (shell!.HasExited) throw new InvalidOperationException($"PostgreSQL's server did not start; see {folder}/log.", e);
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        // Without a pool: sessions that nobody uses would stand in the way of copying and of counting.
        await using var connection = new NpgsqlConnection($"{ConnectionString("postgres")};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string? FindPrograms() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql")
                .Where(version => File.Exists(Path.Combine(version, "bin", "postgres")))
                .OrderByDescending(version => int.Parse(Path.GetFileName(version), CultureInfo.InvariantCulture))
                .Select(version => Path.Combine(version, "bin"))
                .FirstOrDefault()
            : null;
}
