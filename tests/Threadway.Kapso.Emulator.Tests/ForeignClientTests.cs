using System.Text.RegularExpressions;

namespace Threadway.Kapso.Emulator.Tests;

/// <summary>Kapso's own JavaScript client, as npm has it, against the emulator: see tests/foreign/kapso-js.</summary>
public partial class ForeignClientTests
{
    private const string Key = "foreign";

    [Fact]
    public async Task Kapsos_JavaScript_client_works_unchanged()
    {
        var folder = Repository.PathOf("tests", "foreign", "kapso-js");
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

    private static Task<(int ExitCode, string Output)> RunAsync(string folder, string program, string[] arguments, Uri? emulator) =>
        Command.RunAsync(folder, program, arguments, emulator is null ? null : new Dictionary<string, string?>
        {
            ["KAPSO_URL"] = emulator.GetLeftPart(UriPartial.Authority),
            ["KAPSO_KEY"] = Key,
        });

    [GeneratedRegex("^# pass [1-9]", RegexOptions.Multiline)]
    private static partial Regex SomePassed();
}
