using System.Diagnostics;

namespace Threadway.Web.Tests.Hosting;

/// <summary>The real program, started as an operator would, with no settings but those that are given.</summary>
internal static class AppProgram
{
    public static string Dll { get; } = Repository.ProgramOf("Threadway.Web");

    public static IReadOnlyDictionary<string, string> GoodSettings { get; } = new Dictionary<string, string>
    {
        ["KAPSO_API_KEY"] = "key",
        ["KAPSO_WEBHOOK_SECRET"] = "secret",
        ["KAPSO_OTP_PHONE_NUMBER_ID"] = "1",
        ["THREADWAY_PUBLIC_URL"] = "https://app.example.com",
    };

    public static async Task<(int ExitCode, string Errors)> RunAsync(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        using var process = Start(settings, arguments);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
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

    /// <summary>Good settings, with everything kept there.</summary>
    public static Dictionary<string, string> SettingsWith(string connectionString) => new(GoodSettings) { ["ConnectionStrings__Threadway"] = connectionString };

    public static Process Start(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Dll, .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetDirectoryName(Dll),
        };
        foreach (var name in start.Environment.Keys.Where(IsOurs).ToList()) start.Environment.Remove(name);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static bool IsOurs(string name) =>
        name.StartsWith("KAPSO", StringComparison.OrdinalIgnoreCase) || name.StartsWith("THREADWAY", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ConnectionStrings", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ASPNETCORE", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("DOTNET_ENVIRONMENT", StringComparison.OrdinalIgnoreCase);
}
