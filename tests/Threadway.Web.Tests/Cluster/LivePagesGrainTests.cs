using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Threadway.Web.Cluster;

namespace Threadway.Web.Tests.Cluster;

/// <summary>A change reaches the nodes that hold the user's pages and no others, and what was missed can be seen.</summary>
public sealed class LivePagesGrainTests
{
    private readonly FakeTimeProvider time = new();
    private readonly Guid alice = Guid.NewGuid();
    private readonly Guid bob = Guid.NewGuid();
    private readonly Pages here = new();
    private readonly Pages there = new();

    [Fact]
    public async Task Only_the_nodes_that_show_the_user_are_told_and_not_the_one_that_tells()
    {
        var grain = Grain();
        var elsewhere = new Pages();
        await grain.ShowAsync("here", here, [alice]);
        await grain.ShowAsync("there", there, [alice, bob]);
        await grain.ShowAsync("elsewhere", elsewhere, [bob]);

        await grain.ChangedAsync("here", [alice]);

        Assert.Empty(here.Told);
        Assert.Equal([alice], there.Told);
        Assert.Empty(elsewhere.Told);
    }

    [Fact]
    public async Task A_page_that_was_closed_is_told_nothing_more()
    {
        var grain = Grain();
        await grain.ShowAsync("there", there, [alice]);
        await grain.ShowAsync("there", there, []);

        await grain.ChangedAsync("here", [alice]);

        Assert.Empty(there.Told);
    }

    [Fact]
    public async Task What_was_lost_on_the_way_shows_in_the_counts()
    {
        var grain = Grain();
        var before = await grain.ShowAsync("there", new LostPages(), [alice, bob]);

        await grain.ChangedAsync("here", [alice]);

        var after = await grain.ShowAsync("there", there, [alice, bob]);
        Assert.NotEqual(before[alice], after[alice]);
        Assert.Equal(before[bob], after[bob]);
    }

    [Fact]
    public async Task A_grain_that_takes_the_place_of_a_lost_one_counts_otherwise()
    {
        var before = await Grain().ShowAsync("there", there, [alice]);

        time.Advance(TimeSpan.FromSeconds(1));

        Assert.NotEqual(before[alice], (await Grain().ShowAsync("there", there, [alice]))[alice]);
    }

    private LivePagesGrain Grain() =>
        new(new(NodeName.Create(), isAlone: false, new ServiceCollection().BuildServiceProvider(), time, NullLogger<ClusterNode>.Instance), time);

    private sealed class Pages : IPagesHere
    {
        public List<Guid> Told { get; } = [];

        public Task ChangedAsync(Dictionary<Guid, long> users)
        {
            Told.AddRange(users.Keys);
            return Task.CompletedTask;
        }
    }

    private sealed class LostPages : IPagesHere
    {
        public Task ChangedAsync(Dictionary<Guid, long> users) => Task.FromException(new IOException("The node cannot be reached."));
    }
}
