using System.Net;

namespace Threadway.Web.Kapso.Budget;

/// <summary>Whether a call may go out.</summary>
/// <param name="Permit">What its report names; null where Kapso limits nothing.</param>
/// <param name="RetryAfter">It may not: how long to wait before another try.</param>
internal readonly record struct GateAnswer(BudgetPermit? Permit, TimeSpan? RetryAfter = null);

/// <summary>
/// This node's door to one budget. As long as Kapso says nothing of a limit it stands open and costs next to nothing; once it does,
/// every call waits here for a permit of the key's owner, which is asked for all that wait together.
/// </summary>
internal sealed partial class BudgetGate(
    BudgetName name, string node, Func<BudgetQuestion, Task<BudgetAnswer>> owner, BudgetMetrics metrics, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200), OneSecond = TimeSpan.FromSeconds(1), OneMinute = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly long start = time.GetTimestamp();
    private readonly List<Waiter> waiters = [];
    private readonly HashSet<Guid> holding = [];
    private List<BudgetReport> reports = [];
    private TaskCompletionSource stirred = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool isOpen;
    private int flying;
    private bool isPumping;
    private bool isLimited;
    private bool isSpent;
    private bool tellsPast = true;
    private readonly Queue<TimeSpan> past = [];
    private TimeSpan blockedUntil;
    private int? limit;
    private TimeSpan notBefore;

    public BudgetName Name => name;

    /// <summary>Kapso limits nothing, as far as it said.</summary>
    public bool IsOpen => isOpen;

    /// <summary>Somebody waits, or would: nothing was free when a permit was last asked for.</summary>
    public bool IsShort
    {
        get
        {
            lock (gate) return isSpent || waiters.Count > 0;
        }
    }

    public int CountWaiting(KapsoPriority priority)
    {
        lock (gate) return waiters.Count(waiter => waiter.Priority == priority);
    }

    /// <summary>Waits for a permit, no longer than that.</summary>
    public async Task<GateAnswer> EnterAsync(KapsoPriority priority, string user, TimeSpan patience, CancellationToken over, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(priority, user, time.GetUtcNow() + patience);
        lock (gate)
        {
            if (isOpen) return default;
            waiters.Add(waiter);
            Stir();
        }

        using var end = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, over, cancellationToken);
        await using var told = either.Token.UnsafeRegister(static state => ((Waiter)state!).Done.TrySetResult(new(null, TimeSpan.Zero)), waiter);
        var answer = await waiter.Done.Task;
        if (answer.Permit is not null || answer.RetryAfter is null) return answer;

        TimeSpan wait;
        lock (gate)
        {
            waiters.Remove(waiter);
            wait = notBefore;
        }
        if (!over.IsCancellationRequested) cancellationToken.ThrowIfCancellationRequested();
        metrics.Refused(name, priority);
        return new(null, wait > OneSecond ? wait : OneSecond);
    }

    /// <summary>A request of this call is on its way.</summary>
    public void Sent() => Interlocked.Increment(ref flying);

    /// <summary>What became of it.</summary>
    /// <param name="answer">Null where none came.</param>
    public void Answered(BudgetPermit? permit, HttpResponseMessage? answer)
    {
        Interlocked.Decrement(ref flying);
        var told = answer is null ? null : name.ToldBy(answer);
        var refusal = answer is null ? null : RefusalOf(answer, told);
        if (permit is null && told is null && refusal is null) return;

        if (refusal is not null) metrics.RefusedByKapso(name);
        lock (gate)
        {
            if (told is not null) isLimited = true;
            if (isOpen && (told is not null || refusal is not null)) Close();
            if (permit is not null) holding.Remove(permit.Id);
            Remember(refusal);
            // The owner is told of this last one too: it lends one at a time, and the other nodes wait for it.
            reports.Add(new(permit?.Id ?? Guid.NewGuid(), WasUsed: true, told, refusal));
            // Kapso answered, and said nothing of a limit: there is none until it says so.
            if (!isLimited && refusal is null && answer is { StatusCode: < HttpStatusCode.InternalServerError }) Open();
            Stir();
        }
    }

    /// <summary>It never went out.</summary>
    public void GiveBack(BudgetPermit permit)
    {
        lock (gate)
        {
            holding.Remove(permit.Id);
            reports.Add(new(permit.Id, WasUsed: false));
            Stir();
        }
    }

    /// <summary>A 429 for the budget says that nothing is left of it, or comes from the Platform. Meta has others, for a number that sends too fast.</summary>
    private static TimeSpan? RefusalOf(HttpResponseMessage answer, IReadOnlyList<BudgetTold>? told)
    {
        if (answer.StatusCode != HttpStatusCode.TooManyRequests) return null;
        var asked = answer.Headers.RetryAfter?.Delta;
        return told is not null
            ? told.Any(one => one.Remaining == 0) ? asked ?? OneMinute : null
            : answer.RequestMessage?.RequestUri?.AbsolutePath.StartsWith("/platform/", StringComparison.Ordinal) == true ? asked : null;
    }

    private TimeSpan Now => time.GetElapsedTime(start);

    private void Remember(TimeSpan? refusal)
    {
        while (past.TryPeek(out var oldest) && Now - oldest > OneMinute + OneSecond) past.Dequeue();
        past.Enqueue(Now);
        if (refusal is { } wait && Now + wait > blockedUntil) blockedUntil = Now + wait;
    }

    private BudgetPast Past() => new([.. past.Select(at => Now - at)], blockedUntil > Now ? blockedUntil - Now : TimeSpan.Zero, limit);

    private void Open()
    {
        isOpen = true;
        foreach (var waiter in waiters) waiter.Done.TrySetResult(default);
        waiters.Clear();
        holding.Clear();
    }

    /// <summary>What went out without a permit may be counted yet.</summary>
    private void Close()
    {
        isOpen = false;
        for (var count = Volatile.Read(ref flying); count > 0; count--) reports.Add(new(Guid.NewGuid(), WasUsed: true));
    }

    private void Stir()
    {
        stirred.TrySetResult();
        if (isPumping) return;
        isPumping = true;
        // It serves all callers, and flows along with none.
        using (ExecutionContext.SuppressFlow()) _ = Task.Run(PumpAsync, CancellationToken.None);
    }

    private async Task PumpAsync()
    {
        while (true)
        {
            BudgetQuestion question;
            Task next;
            lock (gate)
            {
                waiters.RemoveAll(waiter => waiter.Done.Task.IsCompleted);
                if (waiters.Count == 0 && reports.Count == 0)
                {
                    isPumping = false;
                    return;
                }
                stirred = new(TaskCreationOptions.RunContinuationsAsynchronously);
                next = stirred.Task;
                question = new(node, [.. waiters.CountBy(waiter => (waiter.Priority, waiter.User)).Select(want => new BudgetWant(want.Key.Priority, want.Key.User, want.Value))], reports, [.. holding], tellsPast ? Past() : null);
                reports = [];
            }

            TimeSpan pause;
            try
            {
                pause = Take(await owner(question));
            }
            catch (Exception e)
            {
                Log.OutOfReach(logger, e);
                lock (gate) reports.InsertRange(0, question.Reports);
                pause = Pause;
            }
            await Task.WhenAny(next, Task.Delay(pause, time));
        }
    }

    /// <summary>Hands the permits on; returns when to ask again.</summary>
    private TimeSpan Take(BudgetAnswer answer)
    {
        lock (gate)
        {
            if (isOpen)
            {
                // Nobody needs them any more, and other nodes may.
                reports.AddRange(answer.Permits.Select(permit => new BudgetReport(permit.Id, WasUsed: false)));
                return TimeSpan.Zero;
            }
            (notBefore, tellsPast, limit) = (answer.NotBefore, answer.TellPast, answer.Limit ?? limit);
            isSpent = answer.Limit is not null && answer.Free == 0;
            metrics.Knows(name, answer.Limit, answer.Free);
            foreach (var permit in answer.Permits)
            {
                holding.Add(permit.Id);
                metrics.Granted(name, permit.Priority);
                var waiter = waiters.Find(one => one.Priority == permit.Priority && one.User == permit.User && one.Done.TrySetResult(new(permit)));
                if (waiter is null) reports.Add(new(permit.Id, WasUsed: false));
                else waiters.Remove(waiter);
            }
            foreach (var permit in reports.Where(report => !report.WasUsed)) holding.Remove(permit.Permit);
            // Nothing is free for as long as these will not wait: they are told so now.
            if (answer.Free > 0 || answer.Limit is null || answer.TellPast) return answer.AskAgain;
            var soonest = time.GetUtcNow() + answer.NotBefore;
            foreach (var waiter in waiters.Where(waiter => waiter.Until < soonest)) waiter.Done.TrySetResult(new(null, TimeSpan.Zero));
            return answer.AskAgain;
        }
    }

    private sealed class Waiter(KapsoPriority priority, string user, DateTimeOffset until)
    {
        public KapsoPriority Priority => priority;

        public string User => user;

        public DateTimeOffset Until => until;

        public TaskCompletionSource<GateAnswer> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The owner of Kapso's budget cannot be asked just now; asking again")]
        public static partial void OutOfReach(ILogger logger, Exception exception);
    }
}
