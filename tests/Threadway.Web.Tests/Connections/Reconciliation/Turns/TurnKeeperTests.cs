using Microsoft.Extensions.Time.Testing;
using Threadway.Web.Connections.Reconciliation.Turns;

namespace Threadway.Web.Tests.Connections.Reconciliation.Turns;

/// <summary>Turns across nodes: first come first served, lent and not given, and never lent twice by a keeper that has just come.</summary>
public sealed class TurnKeeperTests
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(600);

    private readonly FakeTimeProvider time = new();
    private readonly Guid user = Guid.NewGuid();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_asked_first_is_first()
    {
        var keeper = new TurnKeeper(time);
        var (first, second, third) = (Ticket(), Ticket(), Ticket());
        await keeper.TakeAsync(first, Wait, Stop);
        var (two, three) = (keeper.TakeAsync(second, Wait, Stop), keeper.TakeAsync(third, Wait, Stop));

        await keeper.ReleaseAsync(first);

        Assert.Equal(TurnAnswer.Yours, await two);
        Assert.False(three.IsCompleted);
        await keeper.ReleaseAsync(second);
        Assert.Equal(TurnAnswer.Yours, await three);
    }

    [Fact]
    public async Task Who_asks_again_keeps_the_place()
    {
        var keeper = new TurnKeeper(time);
        var (first, second, third) = (Ticket(), Ticket(), Ticket());
        await keeper.TakeAsync(first, Wait, Stop);
        var answer = keeper.TakeAsync(second, Wait, Stop);
        var later = keeper.TakeAsync(third, Wait + Wait, Stop);

        time.Advance(Wait);
        Assert.Equal(TurnAnswer.Taken, await answer);
        var again = keeper.TakeAsync(second, Wait, Stop);
        await keeper.ReleaseAsync(first);

        Assert.Equal(TurnAnswer.Yours, await again);
        Assert.False(later.IsCompleted);
    }

    [Fact]
    public async Task The_turn_of_a_node_that_is_gone_is_the_next_ones_at_once()
    {
        var keeper = new TurnKeeper(time);
        await keeper.TakeAsync(Ticket("dead"), Wait, Stop);
        var (lost, next) = (keeper.TakeAsync(Ticket("dead"), Wait, Stop), keeper.TakeAsync(Ticket("alive"), Wait, Stop));

        keeper.Gone(new HashSet<string> { "dead" });

        Assert.Equal(TurnAnswer.Yours, await next);
        Assert.False(lost.IsCompleted);
    }

    [Fact]
    public async Task A_turn_that_is_renewed_is_kept_and_one_that_is_not_is_lent_on()
    {
        var keeper = new TurnKeeper(time);
        var (holder, next) = (Ticket(), Ticket());
        await keeper.TakeAsync(holder, Wait, Stop);
        time.Advance(TurnKeeper.Lease);
        var renewed = await keeper.RenewAsync(holder, Stop);
        time.Advance(TurnKeeper.Lease);
        Assert.Equal(TurnAnswer.Taken, await keeper.TakeAsync(next, TimeSpan.Zero, Stop));

        time.Advance(TimeSpan.FromMilliseconds(1));
        var answer = await keeper.TakeAsync(next, TimeSpan.Zero, Stop);

        Assert.True(renewed);
        Assert.Equal(TurnAnswer.Yours, answer);
        Assert.False(await keeper.RenewAsync(holder, Stop));
    }

    /// <summary>The keeper that lent a turn is lost with its node while the holder, on another, goes on working.</summary>
    [Fact]
    public async Task A_new_keeper_lends_nothing_before_holders_could_tell_it_what_they_hold()
    {
        var keeper = new TurnKeeper(time, Grace);
        var (holder, next) = (Ticket(), Ticket());

        var answer = keeper.TakeAsync(next, Wait, Stop);
        var adopted = await keeper.RenewAsync(holder, Stop);
        time.Advance(Grace);
        keeper.Tend();

        Assert.True(adopted);
        Assert.False(answer.IsCompleted);
        await keeper.ReleaseAsync(holder);
        Assert.Equal(TurnAnswer.Yours, await answer);
    }

    [Fact]
    public async Task After_the_grace_a_turn_that_nobody_holds_is_lent()
    {
        var keeper = new TurnKeeper(time, Grace);
        var answer = keeper.TakeAsync(Ticket(), Wait, Stop);
        Assert.False(answer.IsCompleted);

        time.Advance(Grace);
        keeper.Tend();

        Assert.Equal(TurnAnswer.Yours, await answer);
    }

    [Fact]
    public async Task Whoever_waits_at_a_keeper_that_ends_is_sent_to_the_next()
    {
        var keeper = new TurnKeeper(time);
        await keeper.TakeAsync(Ticket(), Wait, Stop);
        var answer = keeper.TakeAsync(Ticket(), Wait, Stop);

        keeper.Close();

        Assert.Equal(TurnAnswer.Taken, await answer);
    }

    private TurnTicket Ticket(string node = "node") => new(user, Guid.NewGuid(), node);
}
