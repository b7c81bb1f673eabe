using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Repository = Threadway.Testing.Repository;

namespace Threadway.Load;

/// <summary>A program of ours in a process of its own, listening on loopback.</summary>
internal sealed class Child : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;

    private Child(Process process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }

    public int Id => process.Id;

    public Uri Address => AddressOf(Port);

    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>The most that it ever held.</summary>
    public long PeakBytes
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
    }

    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public static Uri AddressOf(int port) => new($"http://127.0.0.1:{port}");

    /// <summary>Returns when the program takes connections.</summary>
    public static async Task<Child> StartAsync(
        string program, int port, Func<int, IReadOnlyList<string>> arguments, Func<int, Dictionary<string, string>> environment)
    {
        var child = new Child(Start(program, arguments(port), environment(port)), port);
        var begun = Stopwatch.GetTimestamp();
        while (!await child.ListensAsync())
        {
            if (child.process.HasExited || Stopwatch.GetElapsedTime(begun) > Patience)
                throw new InvalidOperationException($"{program} does not listen on {port}.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
        return child;
    }

    /// <summary>Runs to its end.</summary>
    public static async Task RunAsync(string program, IReadOnlyList<string> arguments, Dictionary<string, string> environment)
    {
        using var process = Start(program, arguments, environment);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static Process Start(string program, IReadOnlyList<string> arguments, Dictionary<string, string> environment)
    {
        var assembly = Repository.ProgramOf(program);
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(assembly),
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        // Read, so that it never waits for somebody to look; errors go to our own.
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private async Task<bool> ListensAsync()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
