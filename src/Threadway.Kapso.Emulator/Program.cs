using System.CommandLine;
using System.Globalization;

namespace Threadway.Kapso.Emulator;

// A named class, not top-level statements: a test project may reference two programs.
internal static class Program
{
    private const int DefaultPort = 4300;

    private static Task<int> Main(string[] args)
    {
        var port = new Option<int>("--port")
        {
            Description = "Port on this machine (KAPSO_EMULATOR_PORT)",
            DefaultValueFactory = result =>
            {
                if (Variable("PORT") is not { } text)
                    return DefaultPort;
                if (int.TryParse(text, CultureInfo.InvariantCulture, out var number))
                    return number;
                result.AddError("KAPSO_EMULATOR_PORT must be a whole number.");
                return 0;
            },
        };
        var apiKey = Text("--api-key", "The only API key to accept; any, when left out (KAPSO_EMULATOR_API_KEY)", "API_KEY");
        var webhookUrl = Text("--webhook-url", "Where lifecycle events go (KAPSO_EMULATOR_WEBHOOK_URL)", "WEBHOOK_URL");
        var webhookSecret = Text("--webhook-secret", "Signs them; required with --webhook-url (KAPSO_EMULATOR_WEBHOOK_SECRET)", "WEBHOOK_SECRET");
        var state = Text("--state", "File to keep the state in; in memory, when left out (KAPSO_EMULATOR_STATE)", "STATE");

        var command = new RootCommand("A local stand-in for Kapso Platform.") { port, apiKey, webhookUrl, webhookSecret, state };
        command.SetAction((parsed, stopping) => RunAsync(
            new KapsoEmulatorOptions
            {
                Port = parsed.GetValue(port),
                ApiKey = parsed.GetValue(apiKey),
                WebhookUrl = parsed.GetValue(webhookUrl) is { } url ? new Uri(url, UriKind.RelativeOrAbsolute) : null,
                WebhookSecret = parsed.GetValue(webhookSecret),
                StateFile = parsed.GetValue(state),
            },
            stopping));
        return command.Parse(args).InvokeAsync();
    }

    private static async Task<int> RunAsync(KapsoEmulatorOptions options, CancellationToken stopping)
    {
        using var logs = LoggerFactory.Create(logging => logging.AddConsole().SetMinimumLevel(LogLevel.Warning));
        options.LoggerFactory = logs;
        try
        {
            await using var emulator = await KapsoEmulator.StartAsync(options, stopping);
            var origin = emulator.BaseAddress.GetLeftPart(UriPartial.Authority);
            Console.WriteLine($"""
                Kapso emulator
                  Overview      {origin}/
                  Platform API  {origin}/platform/v1
                  Meta proxy    {origin}/meta/whatsapp/v24.0
                  Phones        {origin}/phones
                  Control API   {origin}/_emulator
                  API key       {(options.ApiKey is null ? "any" : "as given")}
                Ctrl+C stops it.
                """);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception failure) when (failure is ArgumentException or IOException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
        }

        return 1;
    }

    private static Option<string?> Text(string name, string description, string variable) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => Variable(variable),
    };

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable("KAPSO_EMULATOR_" + name) is { Length: > 0 } value ? value : null;
}
