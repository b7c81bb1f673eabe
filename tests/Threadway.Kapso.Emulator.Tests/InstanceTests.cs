using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests;

public class InstanceTests
{
    [Fact]
    public async Task Many_instances_in_one_process_know_nothing_of_each_other()
    {
        var token = TestContext.Current.CancellationToken;
        var emulators = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => KapsoEmulator.StartAsync(cancellationToken: token)));
        using var first = emulators[0].CreateClient();
        using var second = emulators[1].CreateClient();

        using var content = new StringContent("""{"customer":{"name":"Ana"}}""");
        using var created = await first.PostAsync(new Uri("/platform/v1/customers", UriKind.Relative), content, token);
        var others = await second.GetStringAsync(new Uri("/platform/v1/customers", UriKind.Relative), token);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Contains("\"total_count\":0", others, StringComparison.Ordinal);
        Assert.Equal(20, emulators.Select(emulator => emulator.BaseAddress.Port).Distinct().Count());
        foreach (var emulator in emulators)
            await emulator.DisposeAsync();
    }

    [Fact]
    public async Task A_taken_port_is_said_in_words()
    {
        await using var lab = await Lab.StartAsync();

        var failure = await Assert.ThrowsAsync<IOException>(() => KapsoEmulator.StartAsync(
            new KapsoEmulatorOptions { Port = lab.Emulator.BaseAddress.Port }, TestContext.Current.CancellationToken));

        Assert.StartsWith($"Port {lab.Emulator.BaseAddress.Port} is taken", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://shop.example/hook", "secret", "WebhookUrl")]
    [InlineData("https://shop.example/hook", null, "WebhookSecret")]
    public async Task A_wrong_option_stops_the_start_by_name(string url, string? secret, string name)
    {
        var options = new KapsoEmulatorOptions { WebhookUrl = new Uri(url), WebhookSecret = secret };

        var failure = await Assert.ThrowsAsync<ArgumentException>(
            () => KapsoEmulator.StartAsync(options, TestContext.Current.CancellationToken));

        Assert.StartsWith(name, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_log_holds_the_address_of_a_setup_link_or_somebodys_number()
    {
        var logs = new FakeLogCollector();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(new FakeLoggerProvider(logs)).SetMinimumLevel(LogLevel.Trace));
        await using var lab = await Lab.StartAsync(options => options.LoggerFactory = factory);
        var link = await lab.LinkAsync(await lab.CustomerAsync());

        await lab.GetAsync($"/whatsapp/setup/{link.Text("data.token")}");
        await lab.GetAsync("/phones/+573001234567");

        Assert.DoesNotContain(logs.Lines(), line => line.Contains(link.Text("data.token"), StringComparison.Ordinal));
        Assert.DoesNotContain(logs.Lines(), line => line.Contains("573001234567", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_clock_is_the_callers_moved_on()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 15, 0, TimeSpan.Zero));
        await using var lab = await Lab.StartAsync(options => options.TimeProvider = time);

        var moved = await lab.PostAsync("/_emulator/clock", """{"advance":"24:00:00"}""");
        time.Advance(TimeSpan.FromHours(1));
        var customer = await lab.PostAsync("/platform/v1/customers", """{"customer":{"name":"Ana"}}""");
        var refused = await lab.PostAsync("/_emulator/clock", """{"advance":"tomorrow"}""");

        Assert.Equal("2026-03-03T09:15:00.000Z", moved.Text("now"));
        Assert.Equal("2026-03-03T10:15:00.000Z", customer.Text("data.created_at"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
    }
}
