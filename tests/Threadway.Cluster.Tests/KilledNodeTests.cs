using Threadway.Cluster.Tests.Support;

namespace Threadway.Cluster.Tests;

/// <summary><c>kill -9</c> of nodes while Kapso delivers to all of them.</summary>
public sealed class KilledNodeTests(Servers servers, ITestOutputHelper output)
{
    private const int Rounds = 10;
    private const int MostRounds = 20;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Ten_kills_in_a_storm_lose_nothing_and_the_others_go_on_with_the_work_within_two_seconds()
    {
        var database = servers.NewDatabase();
        await using var cluster = await Support.Cluster.StartAsync(database, nodes: 3);
        await using var ledger = await Ledger.OpenAsync(database);
        var numbers = await Weather.ConnectAsync(cluster, 9);
        var before = await ledger.DoneToNumbersAsync();
        cluster.Kapso.Failures.Add(Weather.SlowAnswers);
        await using var storm = Storm.Over(cluster, Weather.Of(numbers));
        List<Measured> takeovers = [];

        for (var round = 0; takeovers.Count < Rounds && round < MostRounds; round++)
        {
            var victim = cluster.Nodes[round % cluster.Nodes.Count];
            await storm.AnswersAsync(50);
            if (await Takeover.MeasureAsync(victim, ledger) is { } seen)
            {
                output.WriteLine($"Round {round + 1}: taken over after {seen}");
                // Late on a machine that kept even the looking waiting says nothing of the app.
                if (seen.IsWithin(Bound) || !seen.WasStarved) takeovers.Add(seen);
            }
            await victim.StartAsync();
        }
        await storm.EndAsync();

        output.WriteLine($"{storm.AnsweredCount} answered 200, {storm.Failures.Count} sent again, takeover at most {takeovers.Max(seen => seen.Time.TotalSeconds):0.00} s");
        await ledger.HandlesAllAsync(storm.Answered);
        Assert.Equal(Rounds, takeovers.Count);
        Assert.All(takeovers, seen => Assert.True(seen.IsWithin(Bound), seen.ToString()));
        Assert.Empty(await ledger.NumbersBehindAsync());
        Assert.Equal(before, await ledger.DoneToNumbersAsync());
        foreach (var number in numbers) Assert.Equal(1, await number.CountWebhooksAsync(cluster.Kapso));
    }
}
