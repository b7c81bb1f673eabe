using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Threadway.Kapso.Emulator.Tests;

/// <summary>Kapso's own JavaScript client, as npm has it, against the emulator: see tests/foreign/kapso-js.</summary>
public partial class ForeignClientTests
{
    private const string Key = "foreign";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Kapsos_JavaScript_client_works_unchanged()
    {
        var folder = Folder();
        await SkipWithoutNodeAsync(folder);
        // npm writes this file last, so a half-done install is done again.
        if (!File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json")))
        {
            var installed = await RunAsync(folder, "npm", ["ci", "--prefer-offline"], null);
            Assert.True(installed.ExitCode == 0, installed.Output);
        }

        await using var emulator = await KapsoEmulator.StartAsync(
            new KapsoEmulatorOptions { ApiKey = Key }, TestContext.Current.CancellationToken);
        var tested = await RunAsync(folder, "node", ["--test", "--test-reporter=tap"], emulator.BaseAddress);

        Assert.True(tested.ExitCode == 0, tested.Output);
        Assert.Matches(SomePassed(), tested.Output);
    }

    /// <summary>Where the project is built for real, a proof that does not run is a failure.</summary>
    private static async Task SkipWithoutNodeAsync(string folder)
    {
        foreach (var program in new[] { "node", "npm" })
        {
            try
            {
                if ((await RunAsync(folder, program, ["--version"], null)).ExitCode == 0)
                    continue;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // Not installed.
            }

            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", $"{program} is not installed");
            Assert.Skip($"{program} is not installed");
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string folder, string program, string[] arguments, Uri? emulator)
    {
        // On Windows npm is a script, which only a shell finds.
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd", ["/c", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        (start.WorkingDirectory, start.RedirectStandardOutput, start.RedirectStandardError) = (folder, true, true);
        if (emulator is not null)
        {
            start.Environment["KAPSO_URL"] = emulator.GetLeftPart(UriPartial.Authority);
            start.Environment["KAPSO_KEY"] = Key;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(Patience);
        using var process = Process.Start(start)!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(stop.Token), process.StandardError.ReadToEndAsync(stop.Token));
            await process.WaitForExitAsync(stop.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static string Folder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Threadway.slnx")))
            root = root.Parent ?? throw new DirectoryNotFoundException("The tests do not run inside the repository");
        return Path.Combine(root.FullName, "tests", "foreign", "kapso-js");
    }

    [GeneratedRegex("^# pass [1-9]", RegexOptions.Multiline)]
    private static partial Regex SomePassed();
}
