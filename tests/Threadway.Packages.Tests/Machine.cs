using System.Diagnostics;
using System.Net.NetworkInformation;

namespace Threadway.Packages.Tests;

/// <summary>
/// A stranger's machine: a home without anything of ours, where our packages come from the feed and all else from where it always
/// comes from. The emulator runs on it as its README says, on the port that it has by itself.
/// </summary>
public sealed class Machine(Feed feed) : IAsyncLifetime
{
    private const int Port = 4300;
    private const string OperatorId = "100000000000001";

    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("threadway-stranger");

    private Running? emulator;

    /// <summary>Why nobody can try the packages here; null where one can.</summary>
    public string? Obstacle { get; } = Feed.Obstacle ?? (IsPortTaken()
        ? $"Port {Port}, where the READMEs have the emulator, is taken: stop what listens there"
        : null);

    public async ValueTask InitializeAsync()
    {
        if (Obstacle is not null)
            return;

        // Packages of others that this machine has already are not fetched again.
        var known = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Directory.CreateDirectory(known);
        await File.WriteAllTextAsync(Path.Combine(home.FullName, "NuGet.Config"),
            $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="{home.FullName}/packages" />
              </config>
              <fallbackPackageFolders>
                <add key="known" value="{known}" />
              </fallbackPackageFolders>
              <packageSources>
                <add key="packed" value="{feed.Path}" />
              </packageSources>
            </configuration>
            """);

        var folder = await ProjectAsync("emulator");
        foreach (var command in Readme.Of(feed, "Threadway.Kapso.Emulator").Commands)
        {
            if (command.StartsWith("dotnet tool install ", StringComparison.Ordinal))
                await RunAsync(folder, command);
            else if (command.StartsWith("kapso-emulator", StringComparison.Ordinal))
                emulator ??= Start(folder, command);
        }

        await emulator!.SaysAsync("Overview");
    }

    /// <summary>An empty folder, or one with a new project in it, made by .NET's own template.</summary>
    public async Task<string> ProjectAsync(string name, string? template = null)
    {
        var folder = home.CreateSubdirectory(name).FullName;
        if (template is not null)
            await RunAsync(folder, $"dotnet new {template} --no-restore");

        return folder;
    }

    /// <summary>Runs a line of a shell to its end, which must be a good one; what it said.</summary>
    public async Task<string> RunAsync(string folder, string line)
    {
        var (code, said) = await Command.RunAsync(folder, "bash", ["-euo", "pipefail", "-c", line], Surroundings());
        Assert.True(code == 0, $"{line}\n{said}");
        return said;
    }

    /// <summary>Lets an hour go by at Kapso: what one program sent to a person does not count against the next one.</summary>
    public Task WaitAnHourAsync() =>
        RunAsync(home.FullName, $$"""curl -sSf http://localhost:{{Port}}/_emulator/clock --json '{"advance":"01:00:00"}'""");

    /// <summary>A person takes a phone and writes to the operator's number of the emulator.</summary>
    public Task WriteAsync(string phone, string text) => RunAsync(home.FullName,
        $$$"""
        curl -sSf http://localhost:{{{Port}}}/_emulator/phones/{{{phone}}}/messages \
          --json '{"phoneNumberId":"{{{OperatorId}}}","text":{"body":"{{{text}}}"}}'
        """);

    /// <summary>Has Kapso tell of the operator's messages at an address.</summary>
    public Task SubscribeAsync(string url, string secret) => RunAsync(home.FullName,
        $$$"""
        curl -sSf http://localhost:{{{Port}}}/platform/v1/whatsapp/phone_numbers/{{{OperatorId}}}/webhooks -H 'X-API-Key: any' \
          --json '{"whatsapp_webhook":{"url":"{{{url}}}","secret_key":"{{{secret}}}","events":["whatsapp.message.received"]}}'
        """);

    /// <summary>Starts what goes on until it is told to stop.</summary>
    public Running Start(string folder, string line)
    {
        // The shell gives its place to the program, so that a signal reaches it.
        var start = new ProcessStartInfo("bash", ["-c", $"exec {line}"]);
        foreach (var (name, value) in Surroundings())
            start.Environment[name] = value;

        return new(start, folder);
    }

    public async ValueTask DisposeAsync()
    {
        if (emulator is not null)
            await emulator.DisposeAsync();

        home.Delete(recursive: true);
    }

    /// <summary>Where the project is built for real, a proof that does not run is a failure.</summary>
    private static bool IsPortTaken()
    {
        var isTaken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(address => address.Port == Port);
        Assert.False(isTaken && Environment.GetEnvironmentVariable("CI") == "true", $"Port {Port} is taken");
        return isTaken;
    }

    private Dictionary<string, string?> Surroundings() => new()
    {
        ["DOTNET_CLI_HOME"] = home.FullName,
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
        ["PATH"] = $"{home.FullName}/.dotnet/tools:{Environment.GetEnvironmentVariable("PATH")}",
        // A build that outlives its command would outlive its folder.
        ["MSBUILDDISABLENODEREUSE"] = "1",
        // What the run of these tests tells its own build is no business of a stranger's.
        ["CI"] = null,
        ["NUGET_PACKAGES"] = null,
        ["MSBuildSDKsPath"] = null,
        ["MSBuildExtensionsPath"] = null,
    };
}
