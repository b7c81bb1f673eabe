using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Threadway.Web.Webhooks;

namespace Threadway.Web.Tests.Webhooks;

/// <summary>How stored events are handled: in lanes, in groups, and past those that cannot be.</summary>
public sealed class WebhookDispatcherTests
{
    private static readonly Task<EventOutcome> Handled = Task.FromResult(EventOutcome.Handled);

    [Fact]
    public async Task Events_of_one_number_are_handled_in_order_and_other_numbers_meanwhile()
    {
        var release = new TaskCompletionSource<EventOutcome>();
        var consumer = new AskingConsumer((number, message) => (number, message) == ("slow", 0) ? release.Task : Handled);
        await using var app = await StartAsync(consumer);
        await DeliverAsync(app, "slow", 0, 1, 2, 3, 4);

        await DeliverAsync(app, "quick", 0, 1, 2);
        await Eventually.HoldsAsync(() => Task.FromResult(consumer.Asked), asked => asked.Count(one => one.Number == "quick") == 3);
        var meanwhile = consumer.Asked.Where(one => one.Number == "slow").ToList();
        release.SetResult(EventOutcome.Handled);

        await Eventually.HoldsAsync(app.EventsAsync, events => events.TrueForAll(e => e.ProcessedAt is not null));
        Assert.Equal([("slow", 0)], meanwhile);
        Assert.Equal([0, 1, 2, 3, 4], consumer.Asked.Where(one => one.Number == "slow").Select(one => one.Message));
        Assert.Equal([0, 1, 2], consumer.Asked.Where(one => one.Number == "quick").Select(one => one.Message));
    }

    [Fact]
    public async Task An_event_that_throws_is_tried_five_times_while_its_lane_waits_and_then_parked()
    {
        var consumer = new AskingConsumer((number, message) => (number, message) == ("bad", 0) ? throw new InvalidOperationException("+573001234567") : Handled);
        await using var app = await StartAsync(consumer);
        await DeliverAsync(app, "bad", 0, 1);
        await DeliverAsync(app, "good", 0, 1);
        await Eventually.HoldsAsync(() => Task.FromResult(consumer.Asked), asked => asked.Count(one => one.Number == "good") == 2);
        Assert.DoesNotContain(("bad", 1), consumer.Asked);

        for (var tries = 1; tries <= 5; tries++)
        {
            await Eventually.HoldsAsync(() => Task.FromResult(consumer.Asked), asked => asked.Count(one => one == ("bad", 0)) >= tries);
            app.Time.Advance(TimeSpan.FromSeconds(10));
        }

        await Eventually.HoldsAsync(app.EventsAsync, events => events.Count(e => e.ProcessedAt is not null) == 3);
        var parked = Assert.Single(await app.EventsAsync(), e => e.ProcessedAt is null);
        Assert.Equal((null, null, 5, nameof(InvalidOperationException)), (parked.DueAt, parked.ClaimedBy, parked.Attempts, parked.LastError));
        Assert.Equal([0, 0, 0, 0, 0, 1], consumer.Asked.Where(one => one.Number == "bad").Select(one => one.Message));
        Assert.Contains(app.Logs.GetSnapshot(), record => record.Message.Contains("is parked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_event_that_cannot_be_handled_yet_holds_up_nobody_and_comes_again()
    {
        var isKnown = false;
        var consumer = new AskingConsumer((_, message) => message == 0 && !isKnown ? Task.FromResult(EventOutcome.Later("not known yet")) : Handled);
        await using var app = await StartAsync(consumer);
        await DeliverAsync(app, "1", 0, 1);
        await Eventually.HoldsAsync(app.EventsAsync, events => events.Exists(e => e is { Attempts: > 0, ProcessedAt: null, LastError: "not known yet", ClaimedBy: null }));
        await Eventually.HoldsAsync(app.EventsAsync, events => events.Exists(e => e.ProcessedAt is not null));

        isKnown = true;
        app.Time.Advance(TimeSpan.FromMinutes(15));

        await Eventually.HoldsAsync(app.EventsAsync, events => events.TrueForAll(e => e.ProcessedAt is not null && e.LastError is null));
    }

    [Fact]
    public async Task What_could_not_be_handled_for_a_day_is_parked()
    {
        var consumer = new AskingConsumer((_, _) => Task.FromResult(EventOutcome.Later("not known yet")));
        await using var app = await StartAsync(consumer);
        await DeliverAsync(app, "1", 0);
        await Eventually.HoldsAsync(app.EventsAsync, events => events.TrueForAll(e => e.Attempts > 0));

        app.Time.Advance(TimeSpan.FromHours(25));

        await Eventually.HoldsAsync(app.EventsAsync, events => events.TrueForAll(e => e is { DueAt: null, ProcessedAt: null, LastError: "not known yet" }));
    }

    [Fact]
    public async Task What_a_group_writes_is_stored_with_its_being_handled_and_one_that_throws_spoils_no_other()
    {
        var consumer = new WritingConsumer((number, message) => (number, message) == ("bad", 1));
        await using var app = await StartAsync(consumer);

        await Task.WhenAll(DeliverAsync(app, "bad", 0, 1, 2), DeliverAsync(app, "good", 0, 1, 2));
        await Eventually.HoldsAsync(app.EventsAsync, events => events.Count(e => e.ProcessedAt is not null) == 4);

        Assert.Equal([0, 1, 2], (await WritingConsumer.WrittenAsync(app, "good")).Order());
        Assert.Equal([0], await WritingConsumer.WrittenAsync(app, "bad"));
        while ((await app.EventsAsync()).Exists(e => e is { ProcessedAt: null, DueAt: not null, Attempts: > 0 })
            || (await app.EventsAsync()).Count(e => e.ProcessedAt is not null) < 5)
        {
            app.Time.Advance(TimeSpan.FromSeconds(10));
        }
        Assert.Equal([0, 2], (await WritingConsumer.WrittenAsync(app, "bad")).Order());
        Assert.Equal([0, 1, 2], consumer.Told.Where(told => told.Number == "good").Select(told => told.Message));
    }

    [Fact]
    public async Task An_event_is_handled_again_after_a_restart_in_the_middle_of_it()
    {
        var isFirst = true;
        var consumer = new AskingConsumer(async (_, _) =>
        {
            if (!isFirst) return EventOutcome.Handled;
            isFirst = false;
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(1), TimeProvider.System);
            return EventOutcome.Handled;
        });
        await using var app = await StartAsync(consumer);
        await DeliverAsync(app, "1", 0);
        await Eventually.HoldsAsync(() => Task.FromResult(consumer.Asked), asked => asked.Count == 1);

        await app.RestartAsync();

        await Eventually.HoldsAsync(app.EventsAsync, events => events.TrueForAll(e => e.ProcessedAt is not null));
    }

    [Fact]
    public async Task Thousands_of_events_are_each_handled_once()
    {
        var consumer = new WritingConsumer((_, _) => false);
        await using var app = await StartAsync(consumer);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => DeliverAsync(app, $"{number}", [.. Enumerable.Range(0, 50)])));
        await Eventually.HoldsAsync(() => app.ReadAsync(db => db.WebhookEvents.CountAsync(e => e.ProcessedAt != null)), handled => handled == 2000);

        var told = consumer.Told.ToLookup(one => one.Number, one => one.Message);
        Assert.All(Enumerable.Range(0, 40), number => Assert.Equal(Enumerable.Range(0, 50), told[$"{number}"]));
        Assert.Equal(2000, await app.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Action == "written")));
    }

    private static Task<ThreadwayApp> StartAsync(IWebhookConsumer consumer) => ThreadwayApp.StartAsync(services => services.AddSingleton(consumer));

    private static Task<ThreadwayApp> StartAsync(IWebhookGroupConsumer consumer) => ThreadwayApp.StartAsync(services => services.AddSingleton(consumer));

    /// <summary>One after the other, as Kapso would that wants them in order.</summary>
    private static async Task DeliverAsync(ThreadwayApp app, string number, params int[] messages)
    {
        using var kapso = app.Anonymous();
        foreach (var message in messages)
        {
            using var answer = await kapso.DeliverMessageAsync(number, message);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }
}
