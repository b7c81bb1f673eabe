using System.CommandLine;

namespace Threadway.Kapso.Emulator.Tests;

public class CommandLineTests
{
    [Theory]
    [InlineData("--port must be a whole number from 0 to 65535, not '70000'.", "--port", "70000")]
    [InlineData("--port must be a whole number from 0 to 65535, not 'http'.", "--port", "http")]
    [InlineData("--history must be a whole number of 1 or more, not '0'.", "--history", "0")]
    [InlineData("--dedicated-per-second must be a whole number of 1 or more, not '-1'.", "--dedicated-per-second", "-1")]
    [InlineData("--plan must be one of free, pro, platform, enterprise, unlimited, not 'gold'.", "--plan", "gold")]
    [InlineData("--api-key must be more than nothing, not ''.", "--api-key", "")]
    [InlineData("--seed must be a file that is there, not 'nowhere.json'.", "--seed", "nowhere.json")]
    [InlineData("--webhook-url must be an https URL, or http on this machine, not 'http://example.com'.", "--webhook-url", "http://example.com")]
    [InlineData("--webhook-secret (KAPSO_EMULATOR_WEBHOOK_SECRET) is required with --webhook-url.", "--webhook-url", "http://localhost:1/hook")]
    public async Task A_wrong_value_is_refused_by_the_name_of_its_option(string sentence, params string[] args)
    {
        using var errors = new StringWriter();

        var exit = await CommandLine.For((_, _) => throw new InvalidOperationException("It must not start."))
            .Parse(args)
            .InvokeAsync(new InvocationConfiguration { Error = errors, Output = TextWriter.Null }, TestContext.Current.CancellationToken);

        Assert.Equal(1, exit);
        Assert.Equal(sentence, errors.ToString().Split('\n')[0].Trim());
    }

    [Fact]
    public async Task What_is_given_reaches_the_emulator_and_the_rest_is_as_in_the_library()
    {
        KapsoEmulatorOptions? seen = null;

        var exit = await CommandLine.For((options, _) =>
            {
                seen = options;
                return Task.FromResult(0);
            })
            .Parse(["--port", "4301", "--history", "50", "--plan", "pro", "--webhook-url", "http://localhost:1/hook", "--webhook-secret", "s"])
            .InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(0, exit);
        Assert.Equal((4301, 50, 500, "http://localhost:1/hook", "s"), (seen!.Port, seen.History, seen.RequestsPerMinute, seen.WebhookUrl!.AbsoluteUri, seen.WebhookSecret));
        Assert.Equal((5, 80, null), (seen.CoexistenceMessagesPerSecond, seen.DedicatedMessagesPerSecond, seen.ApiKey));
    }
}
