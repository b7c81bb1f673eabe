using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Threadway.Kapso;
using Threadway.Kapso.Emulator;
using Threadway.Web.Cluster;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Kapso.Budget;
using Threadway.Web.Tests.Connections.Reconciliation.Sweeping;

namespace Threadway.Web.Tests.Kapso.Budget;

/// <summary>The app on a key that Kapso allows a hundred requests a minute.</summary>
public sealed class BudgetTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_the_rest_of_the_minute_spent_each_sign_in_code_goes_out_within_two_seconds_and_Kapso_refuses_nothing()
    {
        await using var app = await LimitedAsync(Project.Options(customers: 500, numbersEach: 1));
        await app.SignInAsync();
        using var sweeping = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await SpendAsync(app, KapsoPriority.Person);
        // A storm: the sweep over everybody, and a program without end.
        var storm = Task.WhenAll(
            app.Services.GetRequiredService<Sweep>().SweepAsync(sweeping.Token),
            Task.WhenAll(Enumerable.Range(0, 40).Select(_ => WithAsync(KapsoPriority.Program, () => AskAsync(app, sweeping.Token)))));

        List<TimeSpan> took = [];
        foreach (var person in Enumerable.Range(0, 20).Select(_ => app.NewPerson()))
        {
            var began = TimeProvider.System.GetTimestamp();
            await app.AskForCodeAsync(person);
            await Eventually.HoldsAsync(() => app.Kapso.CountMessagesAsync(person.PhoneNumber), count => count == 1);
            took.Add(TimeProvider.System.GetElapsedTime(began));
        }
        await sweeping.CancelAsync();
        await Task.WhenAny(storm);

        Assert.All(took, one => Assert.True(one < TimeSpan.FromSeconds(2), $"{one.TotalSeconds:0.00} s"));
        Assert.DoesNotContain(app.Kapso.RequestsAfter(0), request => request.Status == 429);
    }

    [Fact]
    public async Task A_node_that_learns_that_nothing_is_limited_leaves_the_next_the_way_to_learn_it_too()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var cluster = app.Services.GetRequiredService<ClusterNode>();
        var name = BudgetName.For("a key of two nodes", isHealth: false);
        List<GateAnswer> answers = [];

        foreach (var node in (string[])["one", "another"])
        {
            var gate = new BudgetGate(
                name,
                node,
                question => cluster.AskAsync(grains => grains.GetGrain<IKapsoBudgetGrain>(name.ToString()).AskAsync(question), Stop),
                app.Services.GetRequiredService<BudgetMetrics>(),
                TimeProvider.System,
                NullLogger.Instance);
            var answer = await gate.EnterAsync(KapsoPriority.Person, "", TimeSpan.FromSeconds(10), CancellationToken.None, Stop);
            using var ok = new HttpResponseMessage(HttpStatusCode.OK);
            gate.Sent();
            gate.Answered(answer.Permit, ok);
            answers.Add(answer);
        }

        Assert.All(answers, answer => Assert.NotNull(answer.Permit));
    }

    [Fact]
    public async Task Whoever_would_not_wait_is_told_so_with_503_and_when_to_come_back()
    {
        await using var app = await LimitedAsync(new(), ("Threadway:PersonWait", "00:00:04"));
        var person = await app.SignInAsync();
        await SpendAsync(app, KapsoPriority.Person);

        using var answer = await person.AskForLinkAsync();

        await Expect.ProblemAsync(answer, HttpStatusCode.ServiceUnavailable, "kapso_budget");
        Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_thousand_addresses_that_ask_for_codes_leave_most_of_the_minute_to_who_is_signed_in()
    {
        await using var app = await LimitedAsync(new());
        var before = await app.LastRequestAfterStartAsync();

        var strangers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(async _ =>
        {
            try
            {
                await WithAsync(KapsoPriority.SignIn, () => AskAsync(app, Stop));
                return true;
            }
            catch (KapsoRateLimitException)
            {
                return false;
            }
        }));
        var spentByStrangers = app.Kapso.LastRequestId - before;
        foreach (var _ in Enumerable.Range(0, 30)) await WithAsync(KapsoPriority.Person, () => AskAsync(app, Stop));

        Assert.InRange(spentByStrangers, 10, 40);
        Assert.Equal(spentByStrangers, strangers.Count(went => went));
        Assert.DoesNotContain(app.Kapso.RequestsAfter(0), request => request.Status == 429);
    }

    [Fact]
    public async Task A_repetition_inside_the_SDK_counts_as_well()
    {
        await using var app = await LimitedAsync(new());
        using var granted = new Counted(app, "threadway.kapso.budget.permits");
        await app.Kapso.FailNextAsync(new { route = "/platform/v1/customers", status = 503, times = 1 });
        var (before, permits) = (await app.LastRequestAfterStartAsync(), granted.Sum);

        await AskAsync(app, Stop);

        Assert.Equal(2, app.Kapso.LastRequestId - before);
        Assert.Equal(2, granted.Sum - permits);
    }

    [Fact]
    public async Task In_the_next_minute_what_waited_goes_on()
    {
        await using var app = await LimitedAsync(new());
        await SpendAsync(app, KapsoPriority.Person);
        var refused = await Assert.ThrowsAsync<KapsoRateLimitException>(() => WithAsync(KapsoPriority.Person, () => AskAsync(app, Stop)));

        app.Time.Advance(Minute * 2);
        await app.Kapso.AdvanceClockAsync("00:02:00");
        await WithAsync(KapsoPriority.Person, () => AskAsync(app, Stop));

        Assert.Equal("kapso_budget", refused.Code);
        Assert.DoesNotContain(app.Kapso.RequestsAfter(0), request => request.Status == 429);
    }

    [Fact]
    public async Task Where_Kapso_limits_nothing_nobody_waits()
    {
        await using var app = await ThreadwayApp.StartAsync();
        using var granted = new Counted(app, "threadway.kapso.budget.permits");
        await AskAsync(app, Stop);

        await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => AskAsync(app, Stop)));

        Assert.InRange(granted.Sum, 0, 5);
    }

    private static async Task<ThreadwayApp> LimitedAsync(KapsoEmulatorOptions kapso, params (string Key, string Value)[] settings)
    {
        kapso.RequestsPerMinute = 100;
        var app = await ThreadwayApp.StartAsync(kapso, settings);
        await Eventually.HoldsAsync(app.Kapso.CountProjectWebhooksAsync, count => count > 0);
        return app;
    }

    private static Task<bool> AskAsync(ThreadwayApp app, CancellationToken cancellationToken) =>
        app.Services.GetRequiredService<KapsoClient>().Customers.ListAsync(new() { PageSize = 1, NameContains = "nobody" }, cancellationToken).AnyAsync(cancellationToken).AsTask();

    /// <summary>Asks until nothing is left for this class.</summary>
    private static async Task SpendAsync(ThreadwayApp app, KapsoPriority priority, int atMost = 200)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var asked = 0;
        await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            while (Interlocked.Increment(ref asked) <= atMost)
            {
                try
                {
                    using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
                    using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, Stop);
                    await WithAsync(priority, () => AskAsync(app, either.Token));
                }
                catch (Exception e) when (e is OperationCanceledException or KapsoException)
                {
                    return;
                }
            }
        }));
    }

    private static async Task WithAsync(KapsoPriority priority, Func<Task> work)
    {
        using var _ = KapsoWork.Begin(priority, Guid.NewGuid());
        await work();
    }

    /// <summary>A counter of the app's, from now on.</summary>
    private sealed class Counted : IDisposable
    {
        private readonly MeterListener listener = new();
        private long sum;

        public Counted(ThreadwayApp app, string name)
        {
            var meters = app.Services.GetRequiredService<IMeterFactory>();
            listener.InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name == name && instrument.Meter.Scope == meters) listening.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref sum, value));
            listener.Start();
        }

        public long Sum => Interlocked.Read(ref sum);

        public void Dispose() => listener.Dispose();
    }
}
