using System.Collections.Concurrent;
using Threadway.Kapso.Webhooks;
using Threadway.Web.Cluster;
using Threadway.Web.Hosting;

namespace Threadway.Web.Webhooks;

/// <summary>
/// Handles stored events: those of one lane one after the other, lanes side by side. Events that need nobody's answer are handled in
/// groups, with one transaction for what they change and for their being handled; one that has to ask somebody is its lane's only
/// one meanwhile. Nothing waits for an event that cannot be handled yet, and only its own lane for one that throws.
/// </summary>
internal sealed partial class WebhookDispatcher(
    IWebhookStore store, WebhookInbox inbox, WebhookGroups groups, IEnumerable<IWebhookConsumer> consumers, ClusterNode node, TimeProvider time, ILogger<WebhookDispatcher> logger)
    : BackgroundService
{
    private const int MostInHand = 400;
    private const int MostInAGroup = 100;
    private const int MostAsking = 32;

    /// <summary>Events a second, while intake needs what there is.</summary>
    private const double PaceUnderPressure = 6000;

    /// <summary>What other nodes stored, and what has become due, is looked for so often.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private static readonly IReadOnlyCollection<string> Nobody = [];

    private readonly IWebhookConsumer[] consumers = [.. consumers];
    private readonly Dictionary<string, WebhookLane> lanes = [];
    private readonly HashSet<long> inHand = [];
    private readonly List<EventResult> results = [];

    /// <summary>Lanes of which events were let go that are not anybody's yet: none of theirs may be claimed before.</summary>
    private readonly HashSet<string> lettingGo = [];

    private readonly ConcurrentQueue<Answered> answers = [];
    private readonly HashSet<Task> asking = [];
    private IReadOnlyCollection<string> gone = Nobody;
    private LaneShare share = LaneShare.All;
    private long keptAt;
    private long pacedAt;
    private int donePaced;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var following = FollowAsync(stoppingToken);
        try
        {
            while (!stoppingToken.IsCancellationRequested) await WorkAsync(stoppingToken);
        }
        finally
        {
            await Task.WhenAll([.. asking, following]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await HandBackAsync();
        }
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        try
        {
            await KeepClaimsAsync(cancellationToken);
            while (answers.TryDequeue(out var answer)) Settle(answer);
            Ask(cancellationToken);
            // Beside each other, so that both may share one commit.
            var claiming = ClaimAsync(cancellationToken);
            var finished = false;
            try
            {
                finished = await FinishAsync(cancellationToken);
            }
            finally
            {
                finished |= Take(await claiming);
            }
            if (finished) await GiveWayAsync(cancellationToken);
            else await inbox.Stored.WaitAsync(Wait(), time, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The database's failure and no event's: all that is in hand stays there, and no try is counted.
            Log.DispatchFailed(logger, e);
            await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    /// <summary>Who is gone is told as soon as the cluster knows; a node that is alone hears only of itself.</summary>
    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        await foreach (var members in node.MembersAsync(cancellationToken))
        {
            Volatile.Write(ref gone, members.Gone);
            var here = members.Here.Order(StringComparer.Ordinal).ToList();
            share = here.IndexOf(node.Name) is >= 0 and var index ? new(index, here.Count) : LaneShare.All;
            inbox.Stored.Set();
        }
    }

    /// <summary>Our own are renewed; those of nodes that are gone become anybody's.</summary>
    private async Task KeepClaimsAsync(CancellationToken cancellationToken)
    {
        var released = Volatile.Read(ref gone);
        if (released.Count > 0)
        {
            await store.ReleaseAsync(released, cancellationToken);
            Interlocked.CompareExchange(ref gone, Nobody, released);
        }
        if (time.GetElapsedTime(keptAt) < WebhookClaims.Length / 5) return;

        await store.KeepAsync(node.Name, inHand, cancellationToken);
        keptAt = time.GetTimestamp();
    }

    /// <summary>Where there is room for more. A lane that waits keeps to what it has.</summary>
    private async Task<IReadOnlyList<ClaimedEvent>> ClaimAsync(CancellationToken cancellationToken)
    {
        if (inHand.Count > MostInHand / 2) return [];

        var apart = lanes.Values.Where(lane => !lane.TakesMore).Select(lane => lane.Name).Union(lettingGo).ToHashSet();
        return await store.ClaimAsync(node.Name, MostInHand - inHand.Count, apart, share, cancellationToken);
    }

    private bool Take(IReadOnlyList<ClaimedEvent> claimed)
    {
        foreach (var one in claimed)
        {
            // One that is in hand already was lost to us and came back: it goes on.
            if (!inHand.Add(one.Sequence)) continue;
            LaneOf(one.Lane).Add(Read(one));
        }
        // A lane that has come to wait meanwhile may have let go of what comes before these.
        foreach (var lane in lanes.Values.Where(lane => lane is { Count: > 1, TakesMore: false })) LetGo(lane);
        return claimed.Count > 0;
    }

    private EventInHand Read(ClaimedEvent claimed)
    {
        WebhookReader.TryRead(claimed.Event, claimed.Body, out var read);
        return new(claimed, read, read is not null && consumers.Any(consumer => consumer.ActsOn(read)));
    }

    private WebhookLane LaneOf(string name) => lanes.TryGetValue(name, out var lane) ? lane : lanes[name] = new(name);

    /// <summary>Has consumers handle the events that stand first in their lanes and must ask somebody.</summary>
    private void Ask(CancellationToken cancellationToken)
    {
        asking.RemoveWhere(task => task.IsCompleted);
        var now = time.GetUtcNow();
        foreach (var lane in lanes.Values.Where(lane => lane.IsReady(now) && !lane.Head!.IsQuick))
        {
            LetGo(lane);
            if (asking.Count >= MostAsking) continue;
            lane.IsBusy = true;
            asking.Add(Task.Run(() => AskAsync(lane, lane.Head!, cancellationToken), CancellationToken.None));
        }
    }

    private async Task AskAsync(WebhookLane lane, EventInHand asked, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = EventOutcome.Handled;
            foreach (var consumer in consumers.Where(consumer => consumer.ActsOn(asked.Read!)))
            {
                if (await consumer.HandleAsync(asked.Read!, asked.Claimed.ReceivedAt, cancellationToken) is { Reason: not null } later) outcome = later;
            }
            answers.Enqueue(new(lane, asked, outcome, null));
        }
        catch (Exception e)
        {
            answers.Enqueue(new(lane, asked, default, cancellationToken.IsCancellationRequested ? new OperationCanceledException() : e));
        }
        inbox.Stored.Set();
    }

    private void Settle(Answered answer)
    {
        var (lane, done, outcome, failure) = answer;
        lane.IsBusy = false;
        if (failure is not null) Fail(lane, done, failure);
        else if (outcome.Reason is { } reason) Record(lane, done, WebhookTries.Later(done, reason, time.GetUtcNow()));
        else done.WasAsked = true;
    }

    /// <summary>
    /// Its lane waits a little and it is tried again, so and so often; then it is parked and its lane goes on. Where its account is
    /// busy nothing is wrong with it: it is tried for as long as that lasts.
    /// </summary>
    private void Fail(WebhookLane lane, EventInHand failed, Exception failure)
    {
        if (failure is OperationCanceledException) return;
        if (store.IsTrouble(failure))
        {
            lane.PausedUntil = time.GetUtcNow() + Interval;
            return;
        }

        failed.Attempts++;
        var reason = failure.GetType().Name;
        TimeSpan? pause = Interval;
        if (failure is not UnavailableException)
        {
            pause = WebhookTries.Pause(++failed.Failures);
            Log.EventFailed(logger, failed.Claimed.Event, failed.Claimed.Id, failed.Failures, failure);
        }
        if (pause is { } wait)
        {
            lane.PausedUntil = time.GetUtcNow() + wait;
            results.Add(WebhookTries.Again(failed, reason));
            LetGo(lane);
        }
        else
        {
            Record(lane, failed, WebhookTries.Park(failed, reason));
        }
    }

    private void Record(WebhookLane lane, EventInHand done, EventResult result)
    {
        if (result is { DueAt: null, ProcessedAt: null }) Log.Parked(logger, done.Claimed.Event, done.Claimed.Id, result.Error!);
        results.Add(result);
        Drop(lane, done);
    }

    private void Drop(WebhookLane lane, EventInHand done)
    {
        lane.Remove(done);
        inHand.Remove(done.Sequence);
        if (lane is { Count: 0, IsBusy: false }) lanes.Remove(lane.Name);
    }

    private void LetGo(WebhookLane lane)
    {
        foreach (var follower in lane.TakeFollowers())
        {
            lettingGo.Add(lane.Name);
            inHand.Remove(follower.Sequence);
            results.Add(WebhookTries.Unchanged(follower));
        }
    }

    /// <summary>Stores what has come of events, and handles a group of those that need nobody; whether there was anything.</summary>
    private async Task<bool> FinishAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var group = lanes.Values.Where(lane => lane.IsReady(now)).SelectMany(lane => lane.LeadingQuick().Select(one => (Lane: lane, Event: one)))
            .Take(MostInAGroup).ToList();
        if (group.Count == 0 && results.Count == 0) return false;

        var failures = await groups.FinishAsync(node.Name, results, [.. group.Select(one => one.Event)], cancellationToken);
        donePaced += group.Count;
        results.Clear();
        lettingGo.Clear();
        foreach (var (lane, one) in group)
        {
            if (!failures.TryGetValue(one, out var failure)) Drop(lane, one);
            else if (failure is not null) Fail(lane, one, failure);
        }
        return true;
    }

    /// <summary>While deliveries wait to be stored, who waits for the answer goes first: handling then keeps to a pace.</summary>
    private async Task GiveWayAsync(CancellationToken cancellationToken)
    {
        var (since, done) = (pacedAt, donePaced);
        (pacedAt, donePaced) = (time.GetTimestamp(), 0);
        if (!inbox.IsPressed) return;

        var early = TimeSpan.FromSeconds(done / PaceUnderPressure) - time.GetElapsedTime(since);
        if (early < TimeSpan.FromMilliseconds(1)) return;
        await Task.Delay(early, time, cancellationToken);
        pacedAt = time.GetTimestamp();
    }

    private TimeSpan Wait()
    {
        var now = time.GetUtcNow();
        var pauses = lanes.Values.Select(lane => lane.PausedUntil - now).OfType<TimeSpan>();
        return pauses.Append(Interval).Min() is var soonest && soonest > TimeSpan.Zero ? soonest : TimeSpan.FromMilliseconds(1);
    }

    /// <summary>What this node did not come to is anybody's at once.</summary>
    private async Task HandBackAsync()
    {
        try
        {
            while (answers.TryDequeue(out var answer)) Settle(answer);
            await groups.FinishAsync(node.Name, results, [], CancellationToken.None);
            await store.ReleaseAsync([node.Name], CancellationToken.None);
        }
        catch (Exception e)
        {
            // The others take it when the claims are over.
            Log.DispatchFailed(logger, e);
        }
    }

    private sealed record Answered(WebhookLane Lane, EventInHand Event, EventOutcome Outcome, Exception? Failure);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Event {Event} ({Id}) failed at try {Try}")]
        public static partial void EventFailed(ILogger logger, string @event, Guid id, int @try, Exception exception);

        [LoggerMessage(LogLevel.Error, "Event {Event} ({Id}) is parked: {Reason}")]
        public static partial void Parked(ILogger logger, string @event, Guid id, string reason);

        [LoggerMessage(LogLevel.Error, "Stored events could not be handled; trying again")]
        public static partial void DispatchFailed(ILogger logger, Exception exception);
    }
}
