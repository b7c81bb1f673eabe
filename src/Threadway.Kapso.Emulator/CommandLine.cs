using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Rates;

namespace Threadway.Kapso.Emulator;

/// <summary>The tool's options. Each has a variable beside, which it beats; a wrong value of either is refused by its name.</summary>
internal static class CommandLine
{
    private const string Prefix = "KAPSO_EMULATOR_";
    private const int DefaultPort = 4300;

    private static readonly KapsoEmulatorOptions Defaults = new();

    public static RootCommand For(Func<KapsoEmulatorOptions, CancellationToken, Task<int>> run)
    {
        var port = Number("port", "Port on this machine; 0 takes a free one", DefaultPort, 0, IPEndPoint.MaxPort);
        var apiKey = Text("api-key", "The only API key to accept; any, when left out");
        var webhookUrl = Text(
            "webhook-url",
            "Where lifecycle events go",
            text => Uri.TryCreate(text, UriKind.Absolute, out var url) && Fields.IsAllowed(url) ? null : "an https URL, or http on this machine");
        var webhookSecret = Text("webhook-secret", "Signs them; required with --webhook-url");
        var state = Text("state", "File to keep the state in; in memory, when left out");
        var seed = Text(
            "seed", "File with customers, numbers, contacts and templates to start from", text => File.Exists(text) ? null : "a file that is there");
        var plan = Text(
            "plan",
            "Plan that sets the key's requests a minute (free 100, pro 500, platform 1000, enterprise 2000, unlimited); unlimited, when left out",
            text => Plans.Names.Contains(text) ? null : $"one of {string.Join(", ", Plans.Names)}");
        var perMinute = Number("requests-per-minute", "The key's requests a minute, whatever the plan", null);
        var coexistence = Number(
            "coexistence-per-second", "Messages a second of a coexistence number", Defaults.CoexistenceMessagesPerSecond);
        var dedicated = Number("dedicated-per-second", "Messages a second of a dedicated number", Defaults.DedicatedMessagesPerSecond);
        var numbers = Number("phone-number-limit", "Numbers that the plan allows; no limit, when left out", null);
        var history = Number("history", "Messages to keep, and webhook deliveries; of conversations ten times as many", Defaults.History);

        var command = new RootCommand("A local stand-in for Kapso Platform.")
        {
            port, apiKey, webhookUrl, webhookSecret, state, seed, plan, perMinute, coexistence, dedicated, numbers, history,
        };
        command.SetAction(async (given, stopping) =>
        {
            var options = new KapsoEmulatorOptions
            {
                Port = given.GetValue(port) ?? Defaults.Port,
                ApiKey = given.GetValue(apiKey),
                WebhookUrl = given.GetValue(webhookUrl) is { } url ? new Uri(url) : null,
                WebhookSecret = given.GetValue(webhookSecret),
                StateFile = given.GetValue(state),
                SeedFile = given.GetValue(seed),
                RequestsPerMinute = given.GetValue(perMinute) ?? (given.GetValue(plan) is { } name ? Plans.RequestsPerMinute(name) : null),
                CoexistenceMessagesPerSecond = given.GetValue(coexistence) ?? Defaults.CoexistenceMessagesPerSecond,
                DedicatedMessagesPerSecond = given.GetValue(dedicated) ?? Defaults.DedicatedMessagesPerSecond,
                PhoneNumberLimit = given.GetValue(numbers),
                History = given.GetValue(history) ?? Defaults.History,
            };
            if (options is not { WebhookUrl: not null, WebhookSecret: null })
                return await run(options, stopping);

            await given.InvocationConfiguration.Error.WriteLineAsync($"--webhook-secret ({Variable("webhook-secret")}) is required with --webhook-url.");
            return 1;
        });
        return command;
    }

    private static Option<int?> Number(string name, string description, int? otherwise, int least = 1, int most = int.MaxValue)
    {
        var allowed = most == int.MaxValue ? $"a whole number of {least} or more" : $"a whole number from {least} to {most}";
        return Of<int?>(
            name,
            description,
            otherwise,
            text => int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? (number, null)
                : (null, allowed));
    }

    /// <summary><paramref name="wanted"/> says what a value should have been, or null for one that is right.</summary>
    private static Option<string?> Text(string name, string description, Func<string, string?>? wanted = null) =>
        Of<string?>(name, description, null, text => (text, text.Length == 0 ? "more than nothing" : wanted?.Invoke(text)));

    private static Option<T> Of<T>(string name, string description, T otherwise, Func<string, (T Value, string? Wanted)> read)
    {
        return new Option<T>($"--{name}")
        {
            Description = $"{description} ({Variable(name)})",
            HelpName = name,
            CustomParser = given => Read(given, $"--{name}", given.Tokens[0].Value),
            DefaultValueFactory = given => Environment.GetEnvironmentVariable(Variable(name)) is { Length: > 0 } text
                ? Read(given, Variable(name), text)
                : otherwise,
        };

        T Read(ArgumentResult given, string source, string text)
        {
            var (value, wanted) = read(text);
            if (wanted is not null)
                given.AddError($"{source} must be {wanted}, not '{text}'.");
            return value;
        }
    }

    private static string Variable(string option) => Prefix + option.Replace('-', '_').ToUpperInvariant();
}
