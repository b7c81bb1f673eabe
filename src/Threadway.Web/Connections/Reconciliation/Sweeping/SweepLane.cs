using Orleans;

namespace Threadway.Web.Connections.Reconciliation.Sweeping;

internal enum SweepKind
{
    /// <summary>Read one page of the project's numbers.</summary>
    Page,
    /// <summary>Ask for those that no page of the round showed.</summary>
    Unseen,
    /// <summary>Ask about a slice of what is due by itself.</summary>
    Due,
}

/// <summary>One portion of the sweep's work, for one node.</summary>
/// <param name="Since">When its round began; long ago where it has not.</param>
/// <param name="Wait">It is not time yet, or another node is at it: ask again after this.</param>
[GenerateSerializer, Alias("threadway.sweep-duty")]
internal sealed record SweepDuty(
    [property: Id(0)] Guid Id, [property: Id(1)] SweepKind Kind, [property: Id(2)] int Page, [property: Id(3)] DateTimeOffset Since, [property: Id(4)] TimeSpan Wait);

/// <summary>What became of a portion.</summary>
/// <param name="Pages">How many pages there are, where one was read.</param>
/// <param name="HasMore">Whether another slice is due.</param>
/// <param name="Stopped">It could not be finished: the same again, later.</param>
[GenerateSerializer, Alias("threadway.sweep-done")]
internal sealed record SweepDone(
    [property: Id(0)] SweepDuty Duty, [property: Id(1)] int Pages = 1, [property: Id(2)] bool HasMore = false, [property: Id(3)] bool Stopped = false);

/// <summary>
/// In what order and when the portions of one lane (pages, or single looks) are handed out, each to one node at a time. What
/// stopped goes on where it stopped; what a node took with it to its end is handed out again. It is not kept: a lane that is made
/// anew goes on from what the nodes tell it.
/// </summary>
internal sealed class SweepLane
{
    /// <summary>Nobody works that long on one portion.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>Whoever waits for another's end hears of it after this.</summary>
    private static readonly TimeSpan HeldWait = TimeSpan.FromSeconds(1);

    private readonly TimeProvider time;
    private readonly ReconciliationOptions pace;
    private readonly long start;
    private SweepDuty next;
    private TimeSpan nextAt;
    private TimeSpan handedAt;
    private string? holder;
    private bool isNew = true;

    public SweepLane(SweepKind first, ReconciliationOptions pace, TimeProvider time)
    {
        (this.time, this.pace, start) = (time, pace, time.GetTimestamp());
        next = new(Guid.Empty, first, 1, default, default);
        nextAt = pace.Interval;
    }

    private TimeSpan Now => time.GetElapsedTime(start);

    /// <param name="heard">What the node was told last.</param>
    /// <param name="done">What it did last, told again until it did something else.</param>
    /// <param name="isGone">Whether a node is known to be gone.</param>
    public SweepDuty Next(string node, SweepDuty? heard, SweepDone? done, Func<string, bool> isGone)
    {
        if (isNew && heard is not null && time.GetUtcNow() - heard.Since < pace.NumberInterval * 2) (next, nextAt, isNew) = (heard with { Wait = default }, Now, false);
        if (done is not null && done.Duty.Id == next.Id && next.Id != Guid.Empty)
        {
            (next, nextAt) = Following(done);
            holder = null;
        }

        var now = Now;
        var isHeld = holder is { } by && by != node && now - handedAt < LongestHold && !isGone(by);
        if (isHeld) return next with { Wait = HeldWait };
        if (now < nextAt) return next with { Wait = nextAt - now < LongestWait ? nextAt - now : LongestWait };

        (holder, handedAt, isNew) = (node, now, false);
        // A round begins when its first portion is handed out.
        return next = next with { Id = Guid.NewGuid(), Since = next.Since == default ? time.GetUtcNow() : next.Since };
    }

    private (SweepDuty Next, TimeSpan At) Following(SweepDone done)
    {
        var (duty, round) = (done.Duty with { Id = Guid.Empty }, done.Duty with { Id = Guid.Empty, Page = 1, Since = default });
        return duty.Kind switch
        {
            _ when done.Stopped => (duty, Now + pace.Interval),
            SweepKind.Page when duty.Page < done.Pages => (duty with { Page = duty.Page + 1 }, handedAt + (pace.NumberInterval * 0.8 / done.Pages)),
            SweepKind.Page => (duty with { Kind = SweepKind.Unseen }, Now),
            SweepKind.Unseen => (round with { Kind = SweepKind.Page }, Now + Remaining(duty.Since, pace.NumberInterval > pace.Interval ? pace.NumberInterval : pace.Interval)),
            _ when done.HasMore => (duty, handedAt + (pace.Interval / 10)),
            _ => (round, Now + Remaining(duty.Since, pace.Interval)),
        };
    }

    /// <summary>How much of the time between two rounds is left.</summary>
    private TimeSpan Remaining(DateTimeOffset began, TimeSpan between)
    {
        var passed = time.GetUtcNow() - began;
        return passed < between ? between - passed : TimeSpan.Zero;
    }
}
