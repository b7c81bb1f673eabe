using System.Diagnostics;
using Threadway.Cluster.Tests.Support;

namespace Threadway.Cluster.Tests;

/// <summary>A node is asked to stop, as at every new version, while Kapso delivers through a balancer that looks at its health.</summary>
public sealed class OrderlyStopTests(Servers servers, ITestOutputHelper output)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_node_that_is_asked_to_stop_says_so_first_answers_all_that_comes_and_hands_its_work_over_within_two_seconds()
    {
        var database = servers.NewDatabase();
        await using var cluster = await Support.Cluster.StartAsync(database, nodes: 2);
        await using var ledger = await Ledger.OpenAsync(database);
        var numbers = await Weather.ConnectAsync(cluster, 6);
        cluster.Kapso.Failures.Add(Weather.SlowAnswers);
        await using var balancer = Balancer.Over(cluster.Nodes);
        await using var storm = Storm.Over(() => balancer.Open, Weather.Of(numbers));
        await storm.AnswersAsync(100);
        var leaving = cluster.Nodes[0];
        var name = await ledger.NameOfAsync(leaving);

        leaving.Process.AskToStop();
        var exitCode = await leaving.Process.Exit.WaitAsync(EndPatience, TestContext.Current.CancellationToken);
        var since = Stopwatch.GetTimestamp();
        var held = await ledger.HeldByAsync(name);
        var behind = await ledger.HandlesAllAsync(storm.Answered, since);
        await storm.AnswersAsync(100);
        await storm.EndAsync();

        output.WriteLine($"All that was answered before the end was handled after {behind}; {storm.AnsweredCount} answered 200");
        Assert.Equal(0, exitCode);
        Assert.Empty(held);
        // Late on a machine that kept even the looking waiting says nothing of the app.
        Assert.True(behind.IsWithin(Bound) || behind.WasStarved, behind.ToString());
        Assert.Empty(storm.Failures);
        await ledger.HandlesAllAsync(storm.Answered);
        Assert.Empty(await ledger.NumbersBehindAsync());
    }
}
