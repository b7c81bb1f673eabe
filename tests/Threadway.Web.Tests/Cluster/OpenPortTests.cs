using System.Diagnostics;
using System.Globalization;
using System.Net;
using Threadway.Web.Tests.Hosting;

namespace Threadway.Web.Tests.Cluster;

/// <summary>Where nobody else can be, nobody else is listened to. The real program is started, and the system is asked what it listens at.</summary>
public sealed class OpenPortTests
{
    private const string Listening = "0A";

    private static readonly string[] Tables = ["tcp", "tcp6"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_sqlite_the_process_listens_at_the_apps_address_and_nowhere_else()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux says in /proc what a process listens at.");
        var folder = Directory.CreateTempSubdirectory("threadway-").FullName;
        using var process = Start(folder);
        try
        {
            var address = await AddressAsync(process);
            using var client = new HttpClient { BaseAddress = address };
            await Eventually.HoldsAsync(
                async () =>
                {
                    using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), Stop);
                    return ready.StatusCode;
                },
                status => status == HttpStatusCode.OK);

            Assert.Equal([address.Port], ListensAt(process.Id));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Process Start(string folder)
    {
        var process = AppProgram.Start(new Dictionary<string, string>(AppProgram.GoodSettings)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ConnectionStrings__Threadway"] = $"Data Source={folder}/threadway.db",
            ["KAPSO_BASE_URL"] = "http://127.0.0.1:9",
        });
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task<Uri> AddressAsync(Process process)
    {
        const string said = "Now listening on: ";
        while (await process.StandardOutput.ReadLineAsync(Stop) is { } line)
        {
            if (line.Split(said) is [_, var address])
            {
                // Read on, or the process would wait for somebody who does.
                _ = process.StandardOutput.ReadToEndAsync(Stop);
                return new(address);
            }
        }
        throw new InvalidOperationException("The app ended before it listened.");
    }

    private static IEnumerable<int> ListensAt(int process)
    {
        var sockets = Directory.GetFiles($"/proc/{process}/fd")
            .Select(file => File.ResolveLinkTarget(file, returnFinalTarget: false)?.Name ?? "")
            .Where(target => target.StartsWith("socket:[", StringComparison.Ordinal))
            .Select(target => target["socket:[".Length..^1])
            .ToHashSet();
        return Tables
            .SelectMany(table => File.ReadLines($"/proc/{process}/net/{table}").Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(row => row[3] == Listening && sockets.Contains(row[9]))
            .Select(row => int.Parse(row[1].Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}
