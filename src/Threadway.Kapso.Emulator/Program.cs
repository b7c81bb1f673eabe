using System.CommandLine;
using System.Globalization;
using Threadway.Kapso.Emulator.Rates;

namespace Threadway.Kapso.Emulator;

// A named class, not top-level statements: a test project may reference two programs.
internal static class Program
{
    private const int DefaultPort = 4300;

    private static readonly KapsoEmulatorOptions Defaults = new();

    private static Task<int> Main(string[] args)
    {
        var port = Number("--port", "Port on this machine (KAPSO_EMULATOR_PORT)", "PORT", DefaultPort);
        var apiKey = Text("--api-key", "The only API key to accept; any, when left out (KAPSO_EMULATOR_API_KEY)", "API_KEY");
        var webhookUrl = Text("--webhook-url", "Where lifecycle events go (KAPSO_EMULATOR_WEBHOOK_URL)", "WEBHOOK_URL");
        var webhookSecret = Text("--webhook-secret", "Signs them; required with --webhook-url (KAPSO_EMULATOR_WEBHOOK_SECRET)", "WEBHOOK_SECRET");
        var state = Text("--state", "File to keep the state in; in memory, when left out (KAPSO_EMULATOR_STATE)", "STATE");
        var seed = Text("--seed", "File with customers, numbers and contacts to start from (KAPSO_EMULATOR_SEED)", "SEED");
        var plan = new Option<string>("--plan")
        {
            Description = "Plan that sets the key's requests a minute: 100, 500, 1000, 2000 or no limit (KAPSO_EMULATOR_PLAN)",
            DefaultValueFactory = _ => Variable("PLAN") ?? "unlimited",
        }.AcceptOnlyFromAmong(Plans.Names);
        var perMinute = Number(
            "--requests-per-minute",
            "The key's requests a minute, whatever the plan (KAPSO_EMULATOR_REQUESTS_PER_MINUTE)",
            "REQUESTS_PER_MINUTE",
            null);
        var coexistence = Number(
            "--coexistence-per-second",
            "Messages a second of a coexistence number (KAPSO_EMULATOR_COEXISTENCE_PER_SECOND)",
            "COEXISTENCE_PER_SECOND",
            Defaults.CoexistenceMessagesPerSecond);
        var dedicated = Number(
            "--dedicated-per-second",
            "Messages a second of a dedicated number (KAPSO_EMULATOR_DEDICATED_PER_SECOND)",
            "DEDICATED_PER_SECOND",
            Defaults.DedicatedMessagesPerSecond);

        var numbers = Number(
            "--phone-number-limit",
            "Numbers that the plan allows; no limit, when left out (KAPSO_EMULATOR_PHONE_NUMBER_LIMIT)",
            "PHONE_NUMBER_LIMIT",
            null);

        var command = new RootCommand("A local stand-in for Kapso Platform.")
        {
            port, apiKey, webhookUrl, webhookSecret, state, seed, plan, perMinute, coexistence, dedicated, numbers,
        };
        command.SetAction((parsed, stopping) => RunAsync(
            new KapsoEmulatorOptions
            {
                Port = parsed.GetValue(port) ?? DefaultPort,
                ApiKey = parsed.GetValue(apiKey),
                WebhookUrl = parsed.GetValue(webhookUrl) is { } url ? new Uri(url, UriKind.RelativeOrAbsolute) : null,
                WebhookSecret = parsed.GetValue(webhookSecret),
                StateFile = parsed.GetValue(state),
                SeedFile = parsed.GetValue(seed),
                RequestsPerMinute = parsed.GetValue(perMinute) ?? Plans.RequestsPerMinute(parsed.GetValue(plan)!),
                CoexistenceMessagesPerSecond = parsed.GetValue(coexistence) ?? Defaults.CoexistenceMessagesPerSecond,
                PhoneNumberLimit = parsed.GetValue(numbers),
                DedicatedMessagesPerSecond = parsed.GetValue(dedicated) ?? Defaults.DedicatedMessagesPerSecond,
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

    private static Option<int?> Number(string name, string description, string variable, int? otherwise) => new(name)
    {
        Description = description,
        DefaultValueFactory = result =>
        {
            if (Variable(variable) is not { } text)
                return otherwise;
            if (int.TryParse(text, CultureInfo.InvariantCulture, out var number))
                return number;
            result.AddError($"KAPSO_EMULATOR_{variable} must be a whole number.");
            return otherwise;
        },
    };

    private static Option<string?> Text(string name, string description, string variable) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => Variable(variable),
    };

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable("KAPSO_EMULATOR_" + name) is { Length: > 0 } value ? value : null;
}
