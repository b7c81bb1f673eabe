using System.Diagnostics;
using System.Text;

namespace Threadway.Packages.Tests;

/// <summary>A program that runs beside the test.</summary>
public sealed class Running : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder said = new();

    internal Running(ProcessStartInfo start, string folder)
    {
        (start.WorkingDirectory, start.RedirectStandardOutput, start.RedirectStandardError) = (folder, true, true);
        process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>All that it said so far.</summary>
    public string Said
    {
        get
        {
            lock (said)
                return said.ToString();
        }
    }

    /// <summary>Waits until it has said the words, and not longer than it lives.</summary>
    public async Task<string> SaysAsync(string words)
    {
        await Eventually.TrueAsync(() => Task.FromResult(process.HasExited || Has()), words);
        // What a process says last may come after its end.
        if (process.HasExited)
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(Has(), $"It never said \"{words}\", but:\n{Said}");
        return Said;

        bool Has() => Said.Contains(words, StringComparison.Ordinal);
    }

    /// <summary>Ends it as Ctrl+C does; the exit code.</summary>
    public async Task<int> StopAsync()
    {
        await Command.RunAsync(Path.GetTempPath(), "kill", ["-INT", $"{process.Id}"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);

        process.Dispose();
        return default;
    }

    private void Keep(string? line)
    {
        lock (said)
            said.AppendLine(line);
    }
}
