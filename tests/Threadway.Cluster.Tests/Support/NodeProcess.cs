using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Threadway.Cluster.Tests.Support;

/// <summary>One process of the built app. It does not outlive the test, however that ends: a shell holds it, and kills it where its own input ends.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private const int LinesShown = 40;

    private const int Kill = 9;
    private const int Terminate = 15;
    private const int Continue = 18;
    private const int Pause = 19;

    /// <summary>Says the app's pid, waits for the app, and ends with its exit code.</summary>
    private const string Script =
        """
        exec 3<&0
        "$@" </dev/null &
        app=$!
        echo "$app"
        { read -r _ <&3; kill -KILL "$app"; } 2>/dev/null &
        wait "$app"
        code=$?
        kill "$!" 2>/dev/null
        exit "$code"
        """;

    private static readonly string Program = Repository.ProgramOf("Threadway.Web");

    private readonly Process shell;
    private readonly int pid;
    private readonly ConcurrentQueue<string> said;
    private readonly Task reading;

    private NodeProcess(Process shell, int pid, ConcurrentQueue<string> said, Task reading)
    {
        this.shell = shell;
        this.pid = pid;
        this.said = said;
        this.reading = reading;
        Exit = ExitAsync();
    }

    /// <summary>Its exit code, once it has ended; above 128 it was killed.</summary>
    public Task<int> Exit { get; }

    /// <summary>All that it has logged.</summary>
    public string Said => string.Join('\n', said);

    public static async Task<NodeProcess> StartAsync(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", "dotnet", Program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(Program)!,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        foreach (var (name, value) in settings) start.Environment[name] = value;

        var shell = Process.Start(start)!;
        var pid = int.Parse((await shell.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        var said = new ConcurrentQueue<string>();
        return new(shell, pid, said, Task.WhenAll(ReadAsync(shell.StandardOutput, said), ReadAsync(shell.StandardError, said)));
    }

    /// <summary><c>kill -9</c>: nothing of it runs any more when this returns, and nobody was told.</summary>
    public void KillAtOnce() => Signal(Kill);

    /// <summary>What a supervisor sends to a service that is to stop in order.</summary>
    public void AskToStop() => Signal(Terminate);

    /// <summary>It stands still, and its connections stay open.</summary>
    public void StandStill() => Signal(Pause);

    public void GoOn() => Signal(Continue);

    public async ValueTask DisposeAsync()
    {
        shell.StandardInput.Close();
        await Exit;
        await reading;
        shell.Dispose();
        // Seen where the test fails.
        TestContext.Current.TestOutputHelper?.WriteLine($"--- {pid}, exit code {await Exit}\n{string.Join('\n', said.TakeLast(LinesShown))}");
    }

    private async Task<int> ExitAsync()
    {
        await shell.WaitForExitAsync();
        return shell.ExitCode;
    }

    private void Signal(int signal) => Assert.Equal(0, kill(pid, signal));

    private static async Task ReadAsync(StreamReader from, ConcurrentQueue<string> to)
    {
        while (await from.ReadLineAsync() is { } line) to.Enqueue(line);
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int pid, int signal);
}
