using System.Diagnostics;
using Threadway.Cluster.Tests.Support;

namespace Threadway.Cluster.Tests;

/// <summary>A node that stands still for longer than it may hold anything, and then goes on as if nothing had been.</summary>
public sealed class PausedNodeTests(Servers servers, ITestOutputHelper output)
{
    /// <summary>Of <c>sysexits.h</c>: the same again may well succeed.</summary>
    private const int TryAgain = 75;

    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_node_that_stood_still_past_its_lease_held_up_nobody_does_nothing_twice_ends_by_itself_and_joins_again()
    {
        var database = servers.NewDatabase();
        await using var cluster = await Support.Cluster.StartAsync(database, nodes: 3);
        await using var ledger = await Ledger.OpenAsync(database);
        var numbers = await Weather.ConnectAsync(cluster, 6);
        var before = await ledger.DoneToNumbersAsync();
        cluster.Kapso.Failures.Add(Weather.SlowAnswers);
        await using var balancer = Balancer.Over(cluster.Nodes);
        await using var storm = Storm.Over(() => balancer.Open, Weather.Of(numbers));
        await storm.AnswersAsync(100);

        var still = await ledger.StopInTransactionAsync(cluster);
        var since = Stopwatch.GetTimestamp();
        await storm.AnswersAsync(200);
        var heldUp = await ledger.HandlesAllAsync(storm.Answered, since);
        still.Process.GoOn();
        var exitCode = await still.Process.Exit.WaitAsync(EndPatience, TestContext.Current.CancellationToken);
        await still.StartAsync();
        await storm.AnswersAsync(50);
        await storm.EndAsync();

        output.WriteLine($"The others had done all that waited {heldUp} after it stood still");
        Assert.Equal(TryAgain, exitCode);
        await ledger.HandlesAllAsync(storm.Answered);
        Assert.Empty(await ledger.NumbersBehindAsync());
        Assert.Equal(before, await ledger.DoneToNumbersAsync());
        foreach (var number in numbers) Assert.Equal(1, await number.CountWebhooksAsync(cluster.Kapso));
    }
}
