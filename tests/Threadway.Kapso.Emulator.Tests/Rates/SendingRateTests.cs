using Microsoft.Extensions.Time.Testing;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Rates;

public class SendingRateTests
{
    private const string Text = """{"type":"text","text":{"body":"Hola"}}""";

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    private Task<Lab> StartAsync(Action<KapsoEmulatorOptions>? configure = null) => Lab.StartAsync(options =>
    {
        options.TimeProvider = time;
        configure?.Invoke(options);
    });

    /// <summary>A chat whose last second and pair are clean.</summary>
    private async Task<Chat> OpenAsync(Lab lab, string type)
    {
        var (_, number) = await lab.ConnectAsync($$"""{"connectionType":"{{type}}"}""");
        var chat = new Chat(lab, number);
        await chat.WriteAsync("""{"text":{"body":"Hi"}}""");
        time.Advance(TimeSpan.FromSeconds(1));
        return chat;
    }

    /// <summary>How many of so many sends are accepted before the first is refused, and why that one was.</summary>
    private static async Task<(int Accepted, string? Code)> BurstAsync(Chat chat, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var answer = await chat.SendAsync(Text);
            if (answer.At("error.code")?.ToString() is { } code)
                return (i, code);
        }

        return (count, null);
    }

    [Theory]
    [InlineData("coexistence", 5)]
    [InlineData("dedicated", 7)]
    public async Task A_number_sends_as_fast_as_its_connection_type_allows(string type, int perSecond)
    {
        await using var lab = await StartAsync(options => options.DedicatedMessagesPerSecond = 7);
        var chat = await OpenAsync(lab, type);

        var burst = await BurstAsync(chat, perSecond + 1);

        Assert.Equal((perSecond, "130429"), burst);
    }

    [Fact]
    public async Task The_second_slides()
    {
        await using var lab = await StartAsync();
        var chat = await OpenAsync(lab, "coexistence");

        var three = await BurstAsync(chat, 3);
        time.Advance(TimeSpan.FromMilliseconds(500));
        var two = await BurstAsync(chat, 3);
        time.Advance(TimeSpan.FromMilliseconds(499));
        var none = await BurstAsync(chat, 1);
        time.Advance(TimeSpan.FromMilliseconds(1));
        var threeAgain = await BurstAsync(chat, 4);

        Assert.Equal([(3, null), (2, "130429"), (0, "130429"), (3, "130429")], new[] { three, two, none, threeAgain });
    }

    [Fact]
    public async Task What_comes_in_is_never_refused()
    {
        await using var lab = await StartAsync();
        var chat = await OpenAsync(lab, "coexistence");

        for (var i = 0; i < 6; i++)
            await chat.WriteAsync("""{"text":{"body":"Hi"}}""");

        Assert.Equal((0, "130429"), await BurstAsync(chat, 1));
    }

    [Theory]
    [InlineData(2, 12)]
    [InlineData(20, 120)]
    [InlineData(45, 270)]
    public async Task A_burst_to_one_person_is_paid_back_six_seconds_a_message(int burst, int seconds)
    {
        await using var lab = await StartAsync();
        var chat = await OpenAsync(lab, "dedicated");

        var sent = await BurstAsync(chat, burst);
        time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        var early = await BurstAsync(chat, 1);
        time.Advance(TimeSpan.FromMilliseconds(1));
        var paid = await BurstAsync(chat, 1);

        Assert.Equal((burst, null), sent);
        Assert.Equal((0, "131056"), early);
        Assert.Equal((1, null), paid);
    }

    [Fact]
    public async Task Forty_five_at_once_are_the_most()
    {
        await using var lab = await StartAsync();
        var chat = await OpenAsync(lab, "dedicated");

        Assert.Equal((45, "131056"), await BurstAsync(chat, 46));
    }

    [Fact]
    public async Task One_message_every_six_seconds_goes_on_for_ever()
    {
        await using var lab = await StartAsync();
        var chat = await OpenAsync(lab, "coexistence");

        for (var i = 0; i < 60; i++)
        {
            Assert.Equal((1, null), await BurstAsync(chat, 1));
            time.Advance(TimeSpan.FromSeconds(6));
        }
    }

    [Fact]
    public async Task The_stats_tell_what_was_sent_what_was_refused_and_the_busiest_second()
    {
        await using var lab = await StartAsync();
        var chat = await OpenAsync(lab, "coexistence");
        await BurstAsync(chat, 3);
        time.Advance(TimeSpan.FromMilliseconds(999));
        await BurstAsync(chat, 3);
        time.Advance(TimeSpan.FromSeconds(6));
        await BurstAsync(chat, 1);

        var stats = (await lab.GetAsync("/_emulator/stats")).Json.AsArray();
        await lab.PostAsync("/_emulator/reset");
        var empty = (await lab.GetAsync("/_emulator/stats")).Json.AsArray();

        Assert.Equal(
            $$"""{"phoneNumberId":"{{chat.NumberId}}","sendsAccepted":5,"sendsRefusedForRate":1,"sendsRefusedForPair":1,"busiestSecond":5}""",
            Assert.Single(stats)!.ToJsonString());
        Assert.Empty(empty);
    }

    [Fact]
    public async Task A_send_that_is_refused_for_its_content_costs_nothing()
    {
        await using var lab = await StartAsync();
        var chat = await OpenAsync(lab, "coexistence");
        for (var i = 0; i < 5; i++)
            await chat.SendAsync("""{"type":"image","image":{}}""");

        var burst = await BurstAsync(chat, 5);

        Assert.Equal((5, null), burst);
    }
}
