using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Threadway.Web.Cluster;
using Threadway.Web.Webhooks;

namespace Threadway.Web.Tests.Webhooks;

/// <summary>Claims, and what is written under them, seen from the nodes: nobody dispatches here but the test.</summary>
public sealed class WebhookStoreTests
{
    private static readonly string[] Nobody = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_node_has_claimed_no_other_gets()
    {
        await using var app = await StartAsync();
        await DeliverAsync(app, ("1", 0), ("2", 0), ("3", 0), ("4", 0));
        var store = StoreOf(app);

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(node => store.ClaimAsync($"node {node}", 2, Nobody, LaneShare.All, Stop)));

        Assert.Equal(4, claims.Sum(claim => claim.Count));
        Assert.Equal(4, claims.SelectMany(claim => claim).DistinctBy(one => one.Sequence).Count());
    }

    [Fact]
    public async Task Events_are_claimed_in_the_order_of_their_arrival()
    {
        await using var app = await StartAsync();
        await DeliverAsync(app, ("2", 0), ("1", 0), ("2", 1), ("1", 1), ("3", 0));

        var first = await StoreOf(app).ClaimAsync("node", 3, Nobody, LaneShare.All, Stop);
        var apart = await StoreOf(app).ClaimAsync("node", 3, ["1"], LaneShare.All, Stop);

        Assert.Equal(["2", "1", "2"], first.Select(one => one.Lane));
        Assert.Equal(["3"], apart.Select(one => one.Lane));
        Assert.Equal(first.Select(one => one.Sequence).Order(), first.Select(one => one.Sequence));
    }

    [Fact]
    public async Task While_a_node_has_an_event_of_a_lane_no_other_gets_one_of_that_lane()
    {
        await using var app = await StartAsync();
        Assert.SkipWhen(app.Services.GetRequiredService<ClusterNode>().IsAlone, "One process has SQLite for itself.");
        await DeliverAsync(app, ("1", 0), ("1", 1), ("2", 0));
        var store = StoreOf(app);
        var first = await store.ClaimAsync("a", 1, Nobody, LaneShare.All, Stop);

        var second = await store.ClaimAsync("b", 10, Nobody, LaneShare.All, Stop);
        await store.FinishAsync("a", [Handled(first[0])], null, Stop);
        var third = await store.ClaimAsync("b", 10, Nobody, LaneShare.All, Stop);

        Assert.Equal(["1"], first.Select(one => one.Lane));
        Assert.Equal(["2"], second.Select(one => one.Lane));
        Assert.Equal(["1"], third.Select(one => one.Lane));
    }

    [Fact]
    public async Task Nodes_that_claim_at_once_never_share_a_lane()
    {
        await using var app = await StartAsync();
        Assert.SkipWhen(app.Services.GetRequiredService<ClusterNode>().IsAlone, "One process has SQLite for itself.");
        await DeliverAsync(app, [.. Enumerable.Range(0, 60).Select(i => ($"{i % 10}", i))]);
        var store = StoreOf(app);

        var claims = await Task.WhenAll(Enumerable.Range(0, 12).Select(node => store.ClaimAsync($"node {node}", 7, Nobody, LaneShare.All, Stop)));

        var owners = claims.SelectMany((claim, node) => claim.Select(one => (one.Lane, node))).Distinct().ToLookup(one => one.Lane, one => one.node);
        Assert.All(owners, lane => Assert.Single(lane));
    }

    [Fact]
    public async Task What_a_node_does_under_a_claim_that_it_has_lost_takes_no_effect()
    {
        await using var app = await StartAsync();
        await DeliverAsync(app, ("1", 0), ("2", 0));
        var store = StoreOf(app);
        var claimed = await store.ClaimAsync("paused", 10, Nobody, LaneShare.All, Stop);
        await store.ReleaseAsync(["paused"], Stop);
        var taken = await store.ClaimAsync("other", 1, Nobody, LaneShare.All, Stop);

        var wrote = false;
        var late = await store.FinishAsync("paused", [.. claimed.Select(Handled)], (_, _) => Task.FromResult(wrote = true), Stop);
        var standing = await store.FinishAsync("other", [.. taken.Select(Handled)], null, Stop);

        Assert.Empty(late);
        Assert.False(wrote);
        Assert.Equal(taken.Select(one => one.Sequence), standing.Order());
        Assert.Single(await app.EventsAsync(), e => e.ProcessedAt is not null);
    }

    [Fact]
    public async Task Of_a_group_only_that_takes_effect_whose_claim_stands()
    {
        await using var app = await StartAsync();
        await DeliverAsync(app, ("1", 0), ("2", 0));
        var store = StoreOf(app);
        var mine = await store.ClaimAsync("a", 1, Nobody, LaneShare.All, Stop);
        var others = await store.ClaimAsync("b", 1, Nobody, LaneShare.All, Stop);

        IReadOnlySet<long> seen = new HashSet<long>();
        await store.FinishAsync("a", [Handled(mine[0]), Handled(others[0])], (_, standing) => Task.FromResult(seen = standing), Stop);

        Assert.Equal([mine[0].Sequence], seen.Order());
    }

    [Fact]
    public async Task Where_the_changes_throw_nothing_is_finished()
    {
        await using var app = await StartAsync();
        await DeliverAsync(app, ("1", 0));
        var store = StoreOf(app);
        var claimed = await store.ClaimAsync("a", 1, Nobody, LaneShare.All, Stop);

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.FinishAsync(
            "a",
            [Handled(claimed[0])],
            async (db, _) =>
            {
                db.AuditEntries.Add(new() { UserId = Guid.Empty, Action = "written", At = app.Time.GetUtcNow() });
                await db.SaveChangesAsync(Stop);
                throw new InvalidOperationException();
            },
            Stop));

        Assert.DoesNotContain(await app.AuditAsync(), entry => entry.Action == "written");
        Assert.Single(await store.FinishAsync("a", [Handled(claimed[0])], null, Stop));
    }

    [Fact]
    public async Task A_claim_that_is_kept_outlives_its_time_and_one_that_is_not_becomes_anybodys()
    {
        await using var app = await StartAsync();
        Assert.SkipWhen(app.Services.GetRequiredService<ClusterNode>().IsAlone, "One process has SQLite for itself.");
        await DeliverAsync(app, ("1", 0), ("2", 0));
        var store = StoreOf(app);
        var claimed = await store.ClaimAsync("a", 10, Nobody, LaneShare.All, Stop);
        var over = app.Time.GetUtcNow().AddMinutes(-1);
        await app.ReadAsync(db => db.WebhookEvents.ExecuteUpdateAsync(set => set.SetProperty(e => e.ClaimedUntil, over), Stop));

        await store.KeepAsync("a", [claimed[0].Sequence], Stop);

        Assert.Equal([claimed[1].Sequence], (await store.ClaimAsync("b", 10, Nobody, LaneShare.All, Stop)).Select(one => one.Sequence));
    }

    [Fact]
    public async Task Handled_events_are_dropped_after_their_time_and_are_no_news_when_they_come_again()
    {
        await using var app = await StartAsync(("Webhooks:Retention", "2.00:00:00"));
        await DeliverAsync(app, ("handled", 0), ("parked", 0), ("waiting", 0));
        await FinishAllAsync(app, one => one.Lane switch
        {
            "handled" => Handled(one),
            "parked" => new(one.Sequence, null, null, 5, "broken"),
            _ => new(one.Sequence, null, one.ReceivedAt, 0, null),
        });
        var retention = app.Services.GetServices<IHostedService>().OfType<WebhookRetention>().Single();

        await KeysAreSettledAsync(app);
        app.Time.Advance(TimeSpan.FromDays(1));
        await retention.RunAsync(Stop);
        var early = (await app.EventsAsync()).ConvertAll(e => e.Lane);
        app.Time.Advance(TimeSpan.FromDays(2));
        await retention.RunAsync(Stop);
        var late = (await app.EventsAsync()).ConvertAll(e => e.Lane);
        await DeliverAsync(app, ("handled", 0));

        Assert.Equal(["handled", "parked", "waiting"], early.Order(StringComparer.Ordinal));
        Assert.Equal(["parked", "waiting"], late.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(await app.EventsAsync(), e => e.Lane == "handled");
    }

    [Fact]
    public async Task A_key_is_forgotten_after_thirty_days()
    {
        await using var app = await StartAsync();
        await DeliverAsync(app, ("1", 0));
        await FinishAllAsync(app, Handled);
        var retention = app.Services.GetServices<IHostedService>().OfType<WebhookRetention>().Single();
        await KeysAreSettledAsync(app);

        app.Time.Advance(TimeSpan.FromDays(29));
        await retention.RunAsync(Stop);
        var kept = await app.ReadAsync(db => db.WebhookKeys.CountAsync());
        app.Time.Advance(TimeSpan.FromDays(2));
        await retention.RunAsync(Stop);
        var left = await app.ReadAsync(db => db.WebhookKeys.CountAsync());
        await DeliverAsync(app, ("1", 0));

        Assert.Equal((1, 0), (kept, left));
        Assert.Single(await app.EventsAsync());
    }

    [Fact]
    public async Task A_repetition_is_known_after_a_restart()
    {
        await using var app = await StartAsync();
        await DeliverAsync(app, ("1", 0), ("1", 1));

        await app.RestartAsync();
        await DeliverAsync(app, ("1", 0), ("1", 1), ("1", 2));

        Assert.Equal(3, (await app.EventsAsync()).Count);
    }

    /// <summary>SQLite holds new keys with their events for a moment.</summary>
    private static async Task KeysAreSettledAsync(ThreadwayApp app)
    {
        var events = (await app.EventsAsync()).Count;
        await Eventually.HoldsAsync(() => app.ReadAsync(db => db.WebhookKeys.CountAsync()), keys => keys >= events);
    }

    private static async Task FinishAllAsync(ThreadwayApp app, Func<ClaimedEvent, EventResult> result)
    {
        var claimed = await StoreOf(app).ClaimAsync("node", 100, Nobody, LaneShare.All, Stop);
        await StoreOf(app).FinishAsync("node", [.. claimed.Select(result).Select(r => r.ProcessedAt is null ? r : r with { ProcessedAt = app.Time.GetUtcNow() })], null, Stop);
    }

    private static EventResult Handled(ClaimedEvent one) => new(one.Sequence, one.ReceivedAt, null, 1, null);

    private static IWebhookStore StoreOf(ThreadwayApp app) => app.Services.GetRequiredService<IWebhookStore>();

    private static Task<ThreadwayApp> StartAsync(params (string, string)[] settings) => ThreadwayApp.StartAsync(
        services => services.Remove(services.Single(service => service.ImplementationType == typeof(WebhookDispatcher))), settings);

    private static async Task DeliverAsync(ThreadwayApp app, params (string Number, int Message)[] messages)
    {
        using var kapso = app.Anonymous();
        foreach (var (number, message) in messages)
        {
            using var answer = await kapso.DeliverMessageAsync(number, message);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }
}
