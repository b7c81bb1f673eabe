using Microsoft.Extensions.Time.Testing;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Connections.Reconciliation.Sweeping;

namespace Threadway.Web.Tests.Connections.Reconciliation.Sweeping;

/// <summary>Who does which portion of the sweep, and when.</summary>
public sealed class SweepLaneTests
{
    private readonly FakeTimeProvider time = new(Deciding.Start);
    private readonly ReconciliationOptions pace = new() { Interval = TimeSpan.FromMinutes(1), NumberInterval = TimeSpan.FromMinutes(10) };

    [Fact]
    public void The_pages_of_a_round_are_spread_over_the_interval_and_end_before_the_next_round()
    {
        var lane = new SweepLane(SweepKind.Page, pace, time);
        List<(SweepKind Kind, int Page, double Minute)> handed = [];

        SweepDone? done = null;
        while (handed.Count < 103)
        {
            var duty = lane.Next("a", null, done, _ => false);
            if (duty.Wait > TimeSpan.Zero)
            {
                time.Advance(duty.Wait);
                continue;
            }
            handed.Add((duty.Kind, duty.Page, (time.GetUtcNow() - Deciding.Start).TotalMinutes));
            done = new(duty, Pages: 100);
        }

        Assert.Equal([.. Enumerable.Range(1, 100), 100, 1, 2], handed.Select(one => one.Page));
        Assert.Equal(SweepKind.Unseen, handed[100].Kind);
        // No more in any minute than a tenth of what the smallest plan allows.
        Assert.All(Enumerable.Range(0, 11), minute => Assert.InRange(handed.Count(one => one.Minute >= minute && one.Minute < minute + 1), 0, 14));
        Assert.Equal(11, handed[101].Minute, 0.1);
    }

    [Fact]
    public void What_stopped_goes_on_where_it_stopped()
    {
        var lane = new SweepLane(SweepKind.Page, pace, time);
        time.Advance(pace.Interval);
        var first = lane.Next("a", null, null, _ => false);
        time.Advance(pace.NumberInterval);
        var second = lane.Next("a", null, new(first, Pages: 3), _ => false);

        var told = lane.Next("a", null, new(second, Stopped: true), _ => false);
        time.Advance(pace.Interval);
        var again = lane.Next("a", null, new(second, Stopped: true), _ => false);

        Assert.Equal(pace.Interval / 2, told.Wait);
        Assert.Equal((2, second.Since, TimeSpan.Zero), (again.Page, again.Since, again.Wait));
    }

    [Fact]
    public void One_node_at_a_time_works_and_what_a_dead_node_held_is_another_s_at_once()
    {
        var lane = new SweepLane(SweepKind.Due, pace, time);
        time.Advance(pace.Interval);
        var held = lane.Next("a", null, null, _ => false);

        var meanwhile = lane.Next("b", null, null, _ => false);
        var after = lane.Next("b", null, null, node => node == "a");
        var late = lane.Next("a", null, new(held, HasMore: true), _ => false);

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.Zero, TimeSpan.FromSeconds(1)], new[] { held, meanwhile, after, late }.Select(duty => duty.Wait));
    }

    [Fact]
    public void A_lane_that_is_made_anew_elsewhere_goes_on_from_what_any_node_was_told()
    {
        var former = new SweepLane(SweepKind.Page, pace, time);
        time.Advance(pace.Interval);
        var first = former.Next("a", null, null, _ => false);
        time.Advance(pace.NumberInterval);
        var second = former.Next("a", null, new(first, Pages: 9), _ => false);
        var heard = former.Next("b", null, null, _ => false);

        var anew = new SweepLane(SweepKind.Page, pace, time).Next("b", heard, null, node => node == "a");

        Assert.Equal((2, second.Since, TimeSpan.Zero), (anew.Page, anew.Since, anew.Wait));
    }

    [Fact]
    public void Slices_follow_each_other_within_a_round_and_a_new_round_looks_for_what_is_due_then()
    {
        var lane = new SweepLane(SweepKind.Due, pace, time);
        time.Advance(pace.Interval);
        var first = lane.Next("a", null, null, _ => false);
        time.Advance(pace.Interval / 10);
        var second = lane.Next("a", null, new(first, HasMore: true), _ => false);
        var waiting = lane.Next("a", null, new(second), _ => false);
        time.Advance(waiting.Wait + waiting.Wait);
        var next = lane.Next("a", null, new(second), _ => false);

        Assert.Equal(first.Since, second.Since);
        Assert.True(waiting.Wait > TimeSpan.Zero);
        Assert.Equal(first.Since + pace.Interval, next.Since, TimeSpan.FromSeconds(6));
    }
}
