using System.Text.Json.Nodes;

namespace Threadway.Web.Tests.Hosting;

/// <summary>A wrong setting stops the start with one line that names it. The real program is started, as an operator would.</summary>
public sealed class StartupTests
{
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
        var settings = new Dictionary<string, string>(AppProgram.GoodSettings);
        if (value is null) settings.Remove(variable);
        else settings[variable] = value;

        var (exitCode, errors) = await AppProgram.RunAsync(settings);

        Assert.NotEqual(0, exitCode);
        var line = Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(expected, line, StringComparison.Ordinal);
    }

    [Fact]
    public void Writers_that_wait_for_sqlite_leave_threads_for_everybody_else()
    {
        var settings = JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(AppProgram.Dll, "runtimeconfig.json")));

        Assert.InRange((int)settings!["runtimeOptions"]!["configProperties"]!["System.Threading.ThreadPool.MinThreads"]!, 32, 256);
    }
}
