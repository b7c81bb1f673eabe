using System.Diagnostics;
using System.Text.Json.Nodes;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Data;

namespace Threadway.Web.Tests.Hosting;

/// <summary>A wrong setting stops the start with one line that names it. The real program is started, as an operator would.</summary>
public sealed class StartupTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly Dictionary<string, string> Good = new()
    {
        ["KAPSO_API_KEY"] = "key",
        ["KAPSO_WEBHOOK_SECRET"] = "secret",
        ["KAPSO_OTP_PHONE_NUMBER_ID"] = "1",
        ["THREADWAY_PUBLIC_URL"] = "https://app.example.com",
    };

    public static TheoryData<string, string?, string> Wrong => new()
    {
        { "KAPSO_API_KEY", null, "KAPSO_API_KEY environment variable is required" },
        { "KAPSO_WEBHOOK_SECRET", null, "KAPSO_WEBHOOK_SECRET environment variable is required" },
        { "KAPSO_OTP_PHONE_NUMBER_ID", null, "KAPSO_OTP_PHONE_NUMBER_ID environment variable is required" },
        { "THREADWAY_PUBLIC_URL", null, "Threadway:PublicUrl (THREADWAY_PUBLIC_URL)" },
        { "THREADWAY_PUBLIC_URL", "http://app.example.com", "Threadway:PublicUrl (THREADWAY_PUBLIC_URL)" },
        { "THREADWAY_PUBLIC_URL", "https://app.example.com/path", "Threadway:PublicUrl (THREADWAY_PUBLIC_URL)" },
        { "THREADWAY_PUBLIC_URL", "nonsense", "Threadway:PublicUrl" },
        { "KAPSO_BASE_URL", "api.kapso.ai", "Kapso:BaseUrl" },
        { "KAPSO_BASE_URL", "ftp://api.kapso.ai", "Kapso:BaseUrl" },
        { "KAPSO_BASE_URL", "https://api.kapso.ai/platform/v1", "Kapso:BaseUrl" },
        { "Kapso__SetupLinks__ConnectionTypes__0", "pigeon", "Kapso:SetupLinks:ConnectionTypes" },
        { "Kapso__SetupLinks__Theme__PrimaryColor", "indigo", "Kapso:SetupLinks:Theme:PrimaryColor" },
        { "Kapso__SetupLinks__Theme__BackgroundColor", "#fff", "Kapso:SetupLinks:Theme:BackgroundColor" },
        { "Kapso__SetupLinks__Countries__0", "Colombia", "Kapso:SetupLinks:Countries" },
        { "Kapso__SetupLinks__Language", "de", "Kapso:SetupLinks:Language" },
        { "Kapso__Reconciler__Interval", "00:00:00", "Kapso:Reconciler:Interval" },
        { "Kapso__Reconciler__Interval", "often", "Kapso:Reconciler:Interval" },
        { "ConnectionStrings__Threadway", "nonsense", "ConnectionStrings:Threadway" },
        { "ConnectionStrings__Threadway", "Database=threadway", "ConnectionStrings:Threadway" },
        { "ConnectionStrings__Threadway", "Host=127.0.0.1;Colour=blue", "ConnectionStrings:Threadway" },
        { "ConnectionStrings__Threadway", "Host=no-such-host.invalid;Database=threadway", "ConnectionStrings:Threadway" },
        { "ConnectionStrings__Threadway", "Host=127.0.0.1;Port=1;Database=threadway", "ConnectionStrings:Threadway" },
        { "ConnectionStrings__Threadway", "Data Source=/dev/null/threadway.db", "ConnectionStrings:Threadway" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_setting_stops_the_start_with_one_line_that_names_it(string variable, string? value, string expected)
    {
        var settings = new Dictionary<string, string>(Good);
        if (value is null) settings.Remove(variable);
        else settings[variable] = value;

        var (exitCode, errors) = await RunAsync(settings);

        Assert.NotEqual(0, exitCode);
        var line = Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(expected, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_production_an_older_schema_stops_the_start_and_migrate_mends_it()
    {
        var folder = Directory.CreateTempSubdirectory("threadway-").FullName;
        var settings = new Dictionary<string, string>(Good) { ["ConnectionStrings__Threadway"] = $"Data Source={folder}/threadway.db" };

        var (before, errors) = await RunAsync(settings);
        var (migrated, _) = await RunAsync(settings, "migrate");
        var (again, _) = await RunAsync(settings, "migrate");

        Assert.NotEqual(0, before);
        Assert.Contains("Threadway.Web migrate", errors, StringComparison.Ordinal);
        Assert.Equal((0, 0), (migrated, again));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Writers_that_wait_for_sqlite_leave_threads_for_everybody_else()
    {
        var settings = JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(typeof(ThreadwayDb).Assembly.Location, "runtimeconfig.json")));

        Assert.InRange((int)settings!["runtimeOptions"]!["configProperties"]!["System.Threading.ThreadPool.MinThreads"]!, 32, 256);
    }

    private static async Task<(int ExitCode, string Errors)> RunAsync(Dictionary<string, string> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ThreadwayDb).Assembly.Location, .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetDirectoryName(typeof(ThreadwayDb).Assembly.Location),
        };
        foreach (var name in start.Environment.Keys.Where(IsOurs).ToList()) start.Environment.Remove(name);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (name, value) in settings) start.Environment[name] = value;

        using var process = Process.Start(start)!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
            await output;
            return (process.ExitCode, await errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static bool IsOurs(string name) =>
        name.StartsWith("KAPSO", StringComparison.OrdinalIgnoreCase) || name.StartsWith("THREADWAY", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ConnectionStrings", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ASPNETCORE", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("DOTNET_ENVIRONMENT", StringComparison.OrdinalIgnoreCase);
}
