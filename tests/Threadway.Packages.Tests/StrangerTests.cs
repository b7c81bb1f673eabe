namespace Threadway.Packages.Tests;

/// <summary>
/// Somebody who has never seen the repository installs the packages into fresh projects and does what their READMEs say, to the
/// letter: each sample as it stands, below those above it.
/// </summary>
public sealed class StrangerTests(Feed feed, Machine machine) : IClassFixture<Machine>, IAsyncLifetime
{
    private const string Sdk = "Threadway.Kapso";
    private const string AspNetCore = "Threadway.Kapso.AspNetCore";
    private const string Testing = "Threadway.Kapso.Emulator.Testing";

    public ValueTask InitializeAsync()
    {
        Assert.SkipWhen(machine.Obstacle is not null, machine.Obstacle ?? "");
        return default;
    }

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task The_emulator_is_installed_by_name_says_what_it_can_and_names_what_it_cannot()
    {
        var folder = await machine.ProjectAsync("tool");

        Assert.Contains("--history", await machine.RunAsync(folder, "kapso-emulator --help"), StringComparison.Ordinal);
        Assert.Contains("--port must be", await machine.RunAsync(folder, "! kapso-emulator --port nowhere 2>&1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_emulator_stops_when_it_is_told_to()
    {
        await using var emulator = machine.Start(await machine.ProjectAsync("stopped"), "kapso-emulator --port 0");
        await emulator.SaysAsync("Overview");

        Assert.Equal(0, await emulator.StopAsync());
    }

    [Fact]
    public async Task The_first_message_arrives_and_the_readme_says_where_to_see_it()
    {
        var readme = Readme.Of(feed, Sdk);
        var folder = await InstalledAsync("first", "console", readme);
        await WriteAsync(folder, readme.Samples.First().Code);

        var said = await machine.RunAsync(folder, "dotnet run");

        Assert.Contains("wamid.", said, StringComparison.Ordinal);
        var page = said.Split().Single(word => word.StartsWith("http://localhost:4300/phones/", StringComparison.Ordinal));
        Assert.Contains("Hello World", await machine.RunAsync(folder, $"curl -sSfL {page}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clients_readme_is_one_program_from_its_first_message_to_its_last()
    {
        var readme = Readme.Of(feed, Sdk);
        var folder = await InstalledAsync("client", "console", readme);
        await WriteAsync(folder, readme.Program);
        // As the page says: a few words from the phone that the first message went to.
        await machine.WriteAsync("34600998877", "Are you open?");

        Assert.Contains("34600998877 wrote: Are you open?", await machine.RunAsync(folder, "dotnet run"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clients_readme_is_an_application_too_which_lets_no_stranger_in()
    {
        var readme = Readme.Of(feed, Sdk);
        var folder = await InstalledAsync("application", "web", readme);
        await WriteAsync(folder, readme.Application, readme.Settings);

        await using var application = await StartedAsync(folder, "application");

        Assert.Equal("401", await machine.RunAsync(
            folder, $"curl -s -o /dev/null -w '%{{http_code}}' {await AddressAsync(application)}/api/webhooks/kapso --json '{{}}'"));
    }

    [Fact]
    public async Task The_receivers_readme_is_an_application_that_takes_what_Kapso_delivers()
    {
        var readme = Readme.Of(feed, AspNetCore);
        var folder = await InstalledAsync("receiver", "web", readme);
        await WriteAsync(folder, readme.Application, readme.Settings);

        await using var receiver = await StartedAsync(folder, "receiver");
        var address = await AddressAsync(receiver);
        await machine.SubscribeAsync($"{address}/api/webhooks/kapso", "local-secret");
        await machine.SubscribeAsync($"{address}/api/webhooks/kapso/orders", "local-secret");
        await machine.WriteAsync("34600112244", "Two rolls");

        await receiver.SaysAsync("34600112244 wrote: Two rolls");
        await receiver.SaysAsync("whatsapp.message.received came as");
    }

    [Fact]
    public async Task The_emulator_in_tests_is_a_program_to_read_from_the_top()
    {
        var readme = Readme.Of(feed, Testing);
        var folder = await InstalledAsync("library", "console", readme);
        await WriteAsync(folder, readme.Program);

        Assert.Contains("/_emulator", await machine.RunAsync(folder, "dotnet run"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_emulator_in_tests_runs_in_a_fresh_test_project()
    {
        var readme = Readme.Of(feed, Testing);
        var folder = await InstalledAsync("tests", "xunit", readme);
        File.Delete(Path.Combine(folder, "UnitTest1.cs"));
        foreach (var (place, sample) in readme.Samples.Where(sample => sample.IsTest).Index())
            await File.WriteAllTextAsync(Path.Combine(folder, $"Readme{place}Tests.cs"), sample.Code, TestContext.Current.CancellationToken);

        Assert.Contains("Failed:     0, Passed:", await machine.RunAsync(folder, "dotnet test"), StringComparison.Ordinal);
    }

    private static async Task WriteAsync(string folder, string program, string? settings = null)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), program, TestContext.Current.CancellationToken);
        if (settings is not null)
            await File.WriteAllTextAsync(Path.Combine(folder, "appsettings.json"), settings, TestContext.Current.CancellationToken);
    }

    /// <summary>A fresh project with what the README has one add to it.</summary>
    private async Task<string> InstalledAsync(string name, string template, Readme readme)
    {
        var folder = await machine.ProjectAsync(name, template);
        foreach (var command in readme.Commands.Where(command => command.StartsWith("dotnet add ", StringComparison.Ordinal)))
            await machine.RunAsync(folder, command);

        await machine.WaitAnHourAsync();
        return folder;
    }

    private async Task<Running> StartedAsync(string folder, string name)
    {
        await machine.RunAsync(folder, "dotnet build -o out");
        return machine.Start(folder, $"dotnet out/{name}.dll --urls http://127.0.0.1:0");
    }

    private static async Task<string> AddressAsync(Running application)
    {
        const string Words = "Now listening on: ";

        var said = await application.SaysAsync(Words);
        return said[(said.IndexOf(Words, StringComparison.Ordinal) + Words.Length)..].Split()[0];
    }
}
