using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Kapso.Budget;
using Threadway.Web.Messaging.Conversations;
using Threadway.Web.Messaging.Sending.Pacing;
using Threadway.Web.Webhooks;

namespace Threadway.Web.Messaging.Sending;

/// <summary>
/// Sends what waits for one number while this node has the number's lease: claims what may go at this moment and no more, sends each by
/// itself, writes what came of it. It ends when nothing has been due for a while, and is begun again when something is.
/// </summary>
internal sealed partial class NumberSender(Guid connectionId, SenderTools tools)
{
    /// <summary>It looks after its queue by itself so often: nothing depends on its being told.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    /// <summary>Longer than what is known of the number may be old.</summary>
    private static readonly TimeSpan HeardLately = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan PermitPatience = TimeSpan.FromSeconds(10);

    /// <summary>How long a number that is not connected is left alone before it is looked at again.</summary>
    private static readonly TimeSpan UntilConnected = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan PauseAfterTrouble = TimeSpan.FromMilliseconds(250);

    /// <summary>One turn in so many is bulk's first, whatever else waits.</summary>
    private const int BulkTurn = 10;

    private readonly Signal stirred = new();
    private readonly ConcurrentQueue<Action> ended = new();
    private readonly ConcurrentDictionary<Task, bool> flying = new();
    private readonly RecentCount recent = new();
    private readonly InDoubt doubts = new(connectionId, tools);
    private readonly TimeProvider time = tools.Time;
    private SendLease lease = null!;
    private Connection connection = null!;
    private NumberPace pace = null!;
    private NumberHolds holds = null!;
    private DateTimeOffset readAt, busyAt, inboundAt;
    private CancellationTokenSource? permitWait;
    private int inbound, turn;

    /// <summary>Null before it has the lease.</summary>
    public SenderState? State { get; private set; }

    /// <summary>Something was put into the queue.</summary>
    public void Wake()
    {
        try
        {
            permitWait?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // That wait is over in this moment.
        }
        stirred.Set();
    }

    /// <summary>Runs until nothing is due, or the lease is somebody else's.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        if (await tools.Leases.TakeAsync(connectionId, tools.Node.Name, stopping) is not { } taken) return;
        lease = taken.Lease;
        holds = new(taken.HeldBy, taken.HeldUntil);
        busyAt = time.GetUtcNow();
        try
        {
            if (!await ReadConnectionAsync(stopping)) return;
            pace = new(tools.Options.CurrentValue.LimitOf(connection), taken.SendsFrom);
            await doubts.BeginAsync(lease, stopping);
            while (await TurnAsync(stopping))
            {
            }
        }
        finally
        {
            await Task.WhenAll(flying.Keys);
            await doubts.EndAsync();
        }
        // Whoever is next waits for nothing then; what came in this moment is due at once.
        for (var tries = 0; stopping.IsCancellationRequested && tries < 3 && !await LeaveAsync(holds.All(time.GetUtcNow()), CancellationToken.None);) tries++;
    }

    /// <summary>One round; false when it is over.</summary>
    private async Task<bool> TurnAsync(CancellationToken stopping)
    {
        if (stopping.IsCancellationRequested) return false;
        while (ended.TryDequeue(out var tell)) tell();
        var now = time.GetUtcNow();
        if (now - readAt > Look && !await ReadConnectionAsync(stopping)) return false;
        if (lease.WantsRenewal(now))
        {
            if (await tools.Store.RenewAsync(lease, stopping) is not { } renewed) return false;
            lease = renewed;
        }
        doubts.Look(lease, connection);

        if (holds.All(now) is { } hold)
        {
            Show(now, hold.Kind, hold.Until);
            if (hold.Until - now > Look && IsAtRest && await LeaveAsync(hold, stopping)) return false;
            await WaitAsync(hold.Until, stopping);
            return true;
        }
        if (await FreeAsync(now, stopping) is var free && free == 0)
        {
            Show(now, tools.Permits.IsOpen ? HoldKind.TooFast : HoldKind.Key, null);
            await WaitAsync(pace.NextAt(now), stopping);
            return true;
        }
        return await SendDueAsync(free, stopping);
    }

    /// <summary>Claims and sends what is due; false when the lease is lost, or there was nothing for a while.</summary>
    private async Task<bool> SendDueAsync(int free, CancellationToken stopping)
    {
        var due = await tools.Store.DueAsync(connectionId, free, bulkFirst: ++turn % BulkTurn == 0, stopping);
        var now = time.GetUtcNow();
        if (due.Count == 0)
        {
            Show(now, null, null);
            if (now - busyAt > Idle && IsAtRest && await LeaveAsync(null, stopping)) return false;
            await WaitAsync(now + Look, stopping);
            return true;
        }

        busyAt = now;
        if (tools.Permits.IsOpen) return await ClaimAsync(due, null, stopping);

        // One by one, each with its permit: what is claimed goes at once.
        Show(now, HoldKind.Key, null);
        var (isGranted, permit) = await WaitForPermitAsync(due[0].Rank, stopping);
        using (permit) return !isGranted || await ClaimAsync([due[0]], permit, stopping);
    }

    private async Task<bool> ClaimAsync(IReadOnlyList<DueLine> due, HeldPermit? permit, CancellationToken stopping)
    {
        var (renewed, claimed) = await tools.Store.ClaimAsync(lease, due, stopping);
        if (renewed is null) return false;
        lease = renewed;
        foreach (var one in claimed)
        {
            var begun = pace.Begin(time.GetUtcNow());
            var handed = permit?.HandOver();
            var sending = Task.Run(() => SendAsync(one, begun, handed), CancellationToken.None);
            flying[sending] = true;
            _ = sending.ContinueWith(done => flying.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
        Show(time.GetUtcNow(), permit is null ? null : HoldKind.Key, null);
        return true;
    }

    private async Task<(bool IsGranted, HeldPermit? Permit)> WaitForPermitAsync(MessagePriority rank, CancellationToken stopping)
    {
        // What comes meanwhile may be more urgent and then asks in its own name; and the lease has to be kept.
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        permitWait = rank == MessagePriority.Interactive ? null : wait;
        try
        {
            return await tools.Permits.TakeAsync(SendAttempt.ClassOf(rank), connection.UserId, PermitPatience, wait.Token);
        }
        catch (OperationCanceledException)
        {
            return (false, null);
        }
        finally
        {
            permitWait = null;
        }
    }

    private async Task SendAsync(ClaimedMessage claimed, long begun, HeldPermit? permit)
    {
        using var held = permit;
        var began = time.GetUtcNow();
        SendOutcome? outcome = null;
        try
        {
            outcome = HeldBack(claimed, began) ?? await tools.Attempt.LookAgainAsync(claimed, connection.BusinessAccountId, CancellationToken.None);
            if (outcome is null)
            {
                outcome = await tools.Attempt.SendAsync(connection.PhoneNumberId, claimed, held, CancellationToken.None);
                Tell(() => pace.End(begun, time.GetUtcNow()));
            }
            else
            {
                Tell(() => pace.Undo(begun));
            }
        }
        catch (Exception e)
        {
            // Of ours, before or after the request: whether it went out nobody can say.
            Log.AttemptFailed(tools.Logger, claimed.Message.Id, e);
            outcome ??= new SendOutcome.Doubtful();
            Tell(() => pace.End(begun, time.GetUtcNow()));
        }
        await WriteAsync(claimed, outcome, began, time.GetUtcNow());
        if (outcome is SendOutcome.Doubtful) doubts.Add();
        Learn(outcome);
        stirred.Set();
    }

    /// <summary>A claim that may not go out any more: the lease is nearly over, or templates are held.</summary>
    private SendOutcome.Again? HeldBack(ClaimedMessage claimed, DateTimeOffset now) =>
        !lease.MayBegin(now) ? new(TimeSpan.Zero, Counts: false)
        : claimed.Message.Type == "template" && holds.HoldsTemplates(now) ? new(TimeSpan.FromMinutes(1), Counts: false)
        : null;

    /// <summary>As long as the database is away; where the lease is lost meanwhile, whoever has it finds out.</summary>
    private async Task WriteAsync(ClaimedMessage claimed, SendOutcome outcome, DateTimeOffset began, DateTimeOffset ended)
    {
        while (true)
        {
            try
            {
                await tools.Results.WriteAsync(lease, claimed, outcome, began, ended, CancellationToken.None);
                tools.Changes.Publish(connection.UserId);
                return;
            }
            catch (Exception e)
            {
                Log.NotWritten(tools.Logger, claimed.Message.Id, e);
                if (time.GetUtcNow() >= lease.Until) return;
                await Task.Delay(PauseAfterTrouble, time);
            }
        }
    }

    /// <summary>What an answer says of the whole number.</summary>
    private void Learn(SendOutcome outcome)
    {
        if (outcome is SendOutcome.Accepted) Tell(() => recent.Add(time.GetUtcNow()));
        if (outcome is not SendOutcome.Again { Hold: { } hold }) return;

        Tell(() =>
        {
            var now = time.GetUtcNow();
            if (hold.Kind == HoldKind.TooFast) pace.TooFast(now);
            else holds.Add(hold, now);
        });
        if (hold.Kind is HoldKind.Reconnect or HoldKind.Templates) _ = tools.Refusals.ReportAsync(connection, hold);
    }

    /// <summary>To the loop, which alone touches pace and holds.</summary>
    private void Tell(Action tell)
    {
        ended.Enqueue(tell);
        stirred.Set();
    }

    private async Task<int> FreeAsync(DateTimeOffset now, CancellationToken stopping)
    {
        // Of a number that may send a thousand a second it need not be known to the message, and of one that was silent not at all.
        if (!(connection.LastEventAt > readAt - HeardLately)) inbound = 0;
        else if (now - inboundAt > TimeSpan.FromMilliseconds(pace.Limit > 20 ? 200 : 20))
            (inbound, inboundAt) = (await tools.Store.CountInboundAsync(connectionId, stopping), now);
        return pace.Free(time.GetUtcNow(), inbound);
    }

    /// <summary>False where the number is not there any more.</summary>
    private async Task<bool> ReadConnectionAsync(CancellationToken stopping)
    {
        await using var db = await tools.Databases.CreateDbContextAsync(stopping);
        if (await db.Connections.AsNoTracking().FirstOrDefaultAsync(c => c.Id == connectionId, stopping) is not { } read) return false;

        (connection, readAt) = (read, time.GetUtcNow());
        if (pace is not null) pace.Limit = tools.Options.CurrentValue.LimitOf(read);
        if (read.Status != ConnectionStatus.Connected) holds.Add(new(HoldKind.Reconnect, UntilConnected), readAt);
        return true;
    }

    private async Task WaitAsync(DateTimeOffset until, CancellationToken stopping)
    {
        var wait = until - time.GetUtcNow();
        if (wait <= TimeSpan.Zero) return;
        try
        {
            await stirred.WaitAsync(wait < Look ? wait : Look, time, stopping);
        }
        catch (OperationCanceledException)
        {
            // The next turn sees it.
        }
    }

    private bool IsAtRest => flying.IsEmpty && !doubts.Any;

    private Task<bool> LeaveAsync((HoldKind Kind, DateTimeOffset Until)? hold, CancellationToken cancellationToken) =>
        tools.Leases.GiveBackAsync(lease, doubts.NextLook, hold?.Kind, hold?.Until, cancellationToken);

    private void Show(DateTimeOffset now, HoldKind? heldBy, DateTimeOffset? until)
    {
        var hold = holds.Any(now);
        State = new(pace.PerSecond, pace.InLastSecond(now), recent.Count(now), heldBy ?? hold?.Kind, until ?? hold?.Until);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Sending message {Message} failed here; what became of it is found out")]
        public static partial void AttemptFailed(ILogger logger, Guid message, Exception exception);

        [LoggerMessage(LogLevel.Warning, "What came of message {Message} could not be written; trying again while it may")]
        public static partial void NotWritten(ILogger logger, Guid message, Exception exception);
    }
}
