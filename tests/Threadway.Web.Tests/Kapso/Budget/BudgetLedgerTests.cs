using CsCheck;
using Threadway.Web.Kapso.Budget;

namespace Threadway.Web.Tests.Kapso.Budget;

/// <summary>The books of a key's budget, against a Kapso whose minutes begin when they like.</summary>
public sealed class BudgetLedgerTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly Gen<(int Limit, int Phase, int Latency, int Seed)> Worlds =
        Gen.Select(Gen.Int[20, 150], Gen.Int[0, 59_999], Gen.Int[2, 1500], Gen.Int[0, int.MaxValue], (limit, phase, latency, seed) => (limit, phase, latency, seed));

    private static readonly BudgetPast Nothing = new([], default, null);

    [Fact]
    public void Alone_with_the_key_nobody_is_ever_refused_whatever_the_phase_the_latency_and_the_owners_restarts() =>
        Worlds.Sample(
            world =>
            {
                var kapso = Greedy(world, out var random);
                foreach (var second in Enumerable.Range(0, 6).Select(_ => random.Next(0, 240))) kapso.At(kapso.Now + TimeSpan.FromSeconds(second), kapso.ForgetOwner);

                kapso.Run(TimeSpan.FromMinutes(4));

                Assert.Empty(kapso.Refusals);
            },
            iter: 10);

    [Fact]
    public void Where_others_use_the_key_too_no_window_holds_two_refusals() =>
        Worlds.Sample(
            world =>
            {
                var kapso = Greedy(world, out var random);
                // As many as we, in all; some at once, most one by one.
                for (var at = kapso.Now; at < kapso.Now + TimeSpan.FromMinutes(4); at += TimeSpan.FromMilliseconds(random.Next(1, 2 * 60_000 * 2 / world.Limit))) kapso.Others(at, random.Next(4) == 0 ? 2 : 1);
                kapso.At(kapso.Now + TimeSpan.FromSeconds(random.Next(0, 240)), kapso.ForgetOwner);

                kapso.Run(TimeSpan.FromMinutes(4));

                Assert.All(kapso.Refusals, window => Assert.Equal(1, window.Value));
            },
            iter: 10);

    [Fact]
    public void Most_of_what_Kapso_allows_is_used()
    {
        var kapso = new SimulatedKapso(100, TimeSpan.FromSeconds(17), 200, new(1));
        kapso.Wants("a", new BudgetWant(KapsoPriority.SignIn, "codes", 20), new BudgetWant(KapsoPriority.Person, "somebody", 200));

        kapso.Run(TimeSpan.FromMinutes(10));

        Assert.InRange(kapso.Counted.Count, 900, 1000);
    }

    [Theory]
    [InlineData(1000, 0.97)]
    [InlineData(100, 0.95)]
    public void Thousands_of_messages_of_one_user_use_the_minute_evenly_and_keep_nobody_waiting(int limit, double least)
    {
        var kapso = new SimulatedKapso(limit, TimeSpan.FromSeconds(17), 12, new(1));
        kapso.Wants("a", new BudgetWant(KapsoPriority.Message, "thousands", 5000));
        kapso.Run(TimeSpan.FromMinutes(3));

        var others = Enumerable.Range(0, 40).Select(i =>
        {
            kapso.Run(TimeSpan.FromSeconds(7));
            var priority = (KapsoPriority[])[KapsoPriority.Message, KapsoPriority.Person, KapsoPriority.SignIn];
            return (Asked: kapso.Now, Issued: kapso.WantsOnce(i % 2 == 0 ? "a" : "b", priority[i % 3], $"other {i}"));
        }).ToList();
        kapso.Run(TimeSpan.FromMinutes(1));

        Assert.Empty(kapso.Refusals);
        Assert.All(others, other => Assert.True(other.Issued.IsCompleted && other.Issued.Result - other.Asked <= TimeSpan.FromSeconds(2)));
        var whole = kapso.Counted.GroupBy(request => (request.At + TimeSpan.FromSeconds(17)).Ticks / Minute.Ticks).Skip(2).SkipLast(1).ToList();
        Assert.NotEmpty(whole);
        Assert.All(whole, window => Assert.InRange(window.Count(), least * limit, limit));
    }

    [Fact]
    public void A_sign_in_code_goes_out_within_two_seconds_although_the_rest_of_the_minute_is_spent()
    {
        var kapso = new SimulatedKapso(100, TimeSpan.FromSeconds(17), 300, new(1));
        kapso.Wants("a", new BudgetWant(KapsoPriority.Sweep, "pages", 500), new BudgetWant(KapsoPriority.Person, "somebody", 50), new BudgetWant(KapsoPriority.Program, "program", 500));
        kapso.Run(TimeSpan.FromMinutes(2));

        var codes = Enumerable.Range(0, 20).Select(code =>
        {
            kapso.Run(TimeSpan.FromSeconds(2));
            return (Asked: kapso.Now, Issued: kapso.WantsOnce("b", KapsoPriority.SignIn, $"number {code}"));
        }).ToList();
        kapso.Run(TimeSpan.FromSeconds(2));

        Assert.All(codes, code => Assert.True(code.Issued.IsCompleted && code.Issued.Result - code.Asked <= TimeSpan.FromSeconds(2)));
        Assert.Empty(kapso.Refusals);
    }

    [Fact]
    public void However_many_strangers_ask_for_codes_most_of_the_minute_is_left_to_who_is_signed_in()
    {
        var kapso = new SimulatedKapso(100, TimeSpan.FromSeconds(17), 300, new(1));
        kapso.Wants(
            "a",
            [.. Enumerable.Range(0, 1000).Select(stranger => new BudgetWant(KapsoPriority.SignIn, $"stranger {stranger}", 1)),
             .. Enumerable.Range(0, 100).Select(link => new BudgetWant(KapsoPriority.Stranger, $"link {link}", 5)),
             new BudgetWant(KapsoPriority.Person, "somebody", 200)]);

        kapso.Run(TimeSpan.FromMinutes(10));

        var by = kapso.Counted.CountBy(request => request.Priority).ToDictionary();
        Assert.InRange(by[KapsoPriority.SignIn], 1, 410);
        Assert.InRange(by[KapsoPriority.Stranger], 1, 110);
        Assert.True(by[KapsoPriority.Person] >= 450);
    }

    [Fact]
    public void The_sweep_has_at_most_a_tenth_while_others_wait_and_leaves_half_for_who_may_come()
    {
        var alone = new SimulatedKapso(100, TimeSpan.FromSeconds(17), 300, new(1));
        alone.Wants("a", new BudgetWant(KapsoPriority.Sweep, "pages", 500));
        var beside = new SimulatedKapso(100, TimeSpan.FromSeconds(17), 300, new(1));
        beside.Wants("a", new BudgetWant(KapsoPriority.Sweep, "pages", 500), new BudgetWant(KapsoPriority.Program, "program", 500));

        alone.Run(TimeSpan.FromMinutes(5));
        beside.Run(TimeSpan.FromMinutes(5));

        Assert.InRange(Busiest(alone.Counted.Select(request => request.At)), 40, 50);
        Assert.InRange(Busiest(beside.Counted.Where(request => request.Priority == KapsoPriority.Sweep).Select(request => request.At)), 1, 10);
    }

    [Fact]
    public void Nobody_starves_and_users_of_a_class_take_turns_whichever_node_they_are_at()
    {
        var kapso = new SimulatedKapso(100, TimeSpan.FromSeconds(17), 300, new(1));
        kapso.Wants("a", [.. Enum.GetValues<KapsoPriority>().Select(priority => new BudgetWant(priority, "one", 500)), new BudgetWant(KapsoPriority.Person, "two", 3)]);
        kapso.Wants("b", new BudgetWant(KapsoPriority.Person, "three", 500));

        kapso.Run(TimeSpan.FromMinutes(10));

        var by = kapso.Counted.CountBy(request => request.Priority).ToDictionary();
        Assert.All(Enum.GetValues<KapsoPriority>(), priority => Assert.True(by.GetValueOrDefault(priority) >= 25, $"{priority}: {by.GetValueOrDefault(priority)}"));
        var persons = kapso.Counted.Where(request => request.Priority == KapsoPriority.Person).CountBy(request => request.User).ToDictionary();
        Assert.InRange(persons["one"], persons["three"] * 0.65, persons["three"] * 1.5);
        Assert.InRange(persons["two"], persons["three"] * 0.65, persons["three"] * 1.5);
    }

    [Fact]
    public void Health_is_paced_by_its_second_and_its_minute_from_the_start()
    {
        var ledger = BudgetName.Of("digest/health").NewLedger(TimeSpan.Zero);
        List<TimeSpan> granted = [];

        List<BudgetReport> reports = [];
        for (var now = Minute; now < Minute * 3; now += TimeSpan.FromMilliseconds(50))
        {
            var answer = ledger.Ask(new("a", [new(KapsoPriority.Program, "one", 100)], reports, [], Nothing), now);
            granted.AddRange(answer.Permits.Select(_ => now));
            reports = [.. answer.Permits.Select(permit => new BudgetReport(permit.Id, WasUsed: true, [new(TimeSpan.FromSeconds(1), 5, 5), new(Minute, 60, 60)]))];
        }

        Assert.InRange(granted.Count, 60, 120);
        Assert.InRange(Busiest(granted), 30, 60);
        Assert.InRange(Busiest(granted, TimeSpan.FromSeconds(1)), 1, 5);
    }

    [Fact]
    public void A_permit_that_got_lost_on_its_way_is_free_again_and_one_of_a_dead_node_counts_as_used()
    {
        var ledger = BudgetName.Of("digest").NewLedger(TimeSpan.Zero);
        var now = Minute;
        var first = Assert.Single(ledger.Ask(new("a", [new(KapsoPriority.Person, "one", 1)], [], [], Nothing), now).Permits);
        ledger.Ask(new("a", [], [new(first.Id, WasUsed: true, [new(Minute, 10, 9)])], [], Nothing), now);
        now += TimeSpan.FromSeconds(3);
        var lost = ledger.Ask(new("a", [new(KapsoPriority.Person, "one", 100)], [], [], Nothing), now).Permits.Count;

        var again = ledger.Ask(new("a", [new(KapsoPriority.Person, "one", 100)], [], [], Nothing), now).Permits.Count;
        ledger.Gone("a", now);

        Assert.True(lost > 0);
        Assert.Equal(lost, again);
        Assert.Equal((1 + again, 0), (ledger.LiveOf(KapsoPriority.Person, now + TimeSpan.FromSeconds(30)), ledger.LiveOf(KapsoPriority.Person, now + TimeSpan.FromSeconds(90))));
    }

    private static SimulatedKapso Greedy((int Limit, int Phase, int Latency, int Seed) world, out Random random)
    {
        random = new(world.Seed);
        var kapso = new SimulatedKapso(world.Limit, TimeSpan.FromMilliseconds(world.Phase), world.Latency, random);
        foreach (var node in new[] { "a", "b", "c" })
            kapso.Wants(node, Enum.GetValues<KapsoPriority>().Select(priority => new BudgetWant(priority, $"{node} {priority}", 1000)));
        return kapso;
    }

    /// <summary>The most within any stretch of that length.</summary>
    private static int Busiest(IEnumerable<TimeSpan> times, TimeSpan? length = null)
    {
        var all = times.Order().ToList();
        return all.Max(start => all.Count(at => at >= start && at < start + (length ?? Minute)));
    }
}
