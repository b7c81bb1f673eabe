namespace Threadway.Web.Connections.Reconciliation.Turns;

/// <summary>Who asks for turns, and who keeps them.</summary>
internal interface ITurnKeeper
{
    /// <param name="wait">How long the answer may take, for a turn that somebody else has.</param>
    Task<TurnAnswer> TakeAsync(TurnTicket ticket, TimeSpan wait, CancellationToken cancellationToken);

    /// <summary>False where the turn is somebody else's by now.</summary>
    Task<bool> RenewAsync(TurnTicket ticket, CancellationToken cancellationToken);

    Task ReleaseAsync(TurnTicket ticket);
}

/// <summary>
/// Keeps the turns of some users: who came first is first. A turn is lent: who works renews it, and it is the next one's when it
/// is given back, when its node is gone, or when nothing was heard for a while.
/// </summary>
/// <param name="grace">
/// How long nothing is lent at first. A keeper that takes the place of a lost one knows nobody; who holds a turn tells it
/// meanwhile, and so no second one is let in beside the first.
/// </param>
internal sealed class TurnKeeper(TimeProvider time, TimeSpan grace = default) : ITurnKeeper
{
    /// <summary>A holder that is not heard of for so long is gone. A node that dies is noticed long before.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    private const int Places = 1000;

    private readonly Lock guard = new();
    private readonly Dictionary<Guid, Line> lines = [];
    private readonly long openedAt = time.GetTimestamp();

    private bool IsOpen => time.GetElapsedTime(openedAt) >= grace;

    public async Task<TurnAnswer> TakeAsync(TurnTicket ticket, TimeSpan wait, CancellationToken cancellationToken)
    {
        Task<TurnAnswer> called;
        lock (guard)
        {
            var line = LineOf(ticket.UserId);
            Advance(line);
            if (line.Holder?.Ticket == ticket || (IsOpen && line.IsFreeFor(ticket)))
            {
                line.Lend(ticket, time.GetTimestamp());
                return TurnAnswer.Yours;
            }
            if (wait <= TimeSpan.Zero || (line.Find(ticket) is null && line.Waiting.Count >= Places))
            {
                ForgetIfEmpty(line);
                return wait <= TimeSpan.Zero ? TurnAnswer.Taken : TurnAnswer.Crowded;
            }
            called = line.Wait(ticket, time.GetTimestamp());
        }
        try
        {
            return await called.WaitAsync(wait, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return TurnAnswer.Taken;
        }
    }

    public Task<bool> RenewAsync(TurnTicket ticket, CancellationToken cancellationToken)
    {
        lock (guard)
        {
            var line = LineOf(ticket.UserId);
            // Nobody's: it was lent by the keeper whose place this one takes.
            var renewed = line.Holder is null || line.Holder.Ticket == ticket;
            if (renewed) line.Lend(ticket, time.GetTimestamp());
            return Task.FromResult(renewed);
        }
    }

    public Task ReleaseAsync(TurnTicket ticket)
    {
        lock (guard)
        {
            if (lines.TryGetValue(ticket.UserId, out var line))
            {
                line.Leave(ticket);
                Advance(line);
                ForgetIfEmpty(line);
            }
        }
        return Task.CompletedTask;
    }

    /// <summary>What these nodes held or waited for is free.</summary>
    public void Gone(IReadOnlySet<string> nodes)
    {
        lock (guard)
        {
            foreach (var line in lines.Values.ToList())
            {
                line.Leave(nodes);
                Advance(line);
                ForgetIfEmpty(line);
            }
        }
    }

    /// <summary>Looks after turns whose holders are not heard of any more, and lends what waited for the grace to be over.</summary>
    public void Tend() => Gone(new HashSet<string>());

    /// <summary>Sends everybody who waits away, to ask again: another keeper answers them.</summary>
    public void Close()
    {
        lock (guard)
        {
            foreach (var line in lines.Values) line.SendAway();
            lines.Clear();
        }
    }

    private void Advance(Line line)
    {
        if (line.Holder is { } holder && time.GetElapsedTime(holder.HeardAt) > Lease) line.Leave(holder.Ticket);
        if (!IsOpen) return;
        while (line.Holder is null && line.Waiting.Count > 0) line.CallNext(time.GetTimestamp(), time);
    }

    private Line LineOf(Guid userId)
    {
        if (!lines.TryGetValue(userId, out var line)) lines[userId] = line = new(userId);
        return line;
    }

    private void ForgetIfEmpty(Line line)
    {
        if (line.Holder is null && line.Waiting.Count == 0) lines.Remove(line.UserId);
    }

    /// <summary>One user's turn and who waits for it.</summary>
    private sealed class Line(Guid userId)
    {
        /// <summary>Who waits asks again all the time; one that did not is gone.</summary>
        private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

        public Guid UserId => userId;

        public Lent? Holder { get; private set; }

        public LinkedList<Waiter> Waiting { get; } = [];

        public Waiter? Find(TurnTicket ticket) => Waiting.FirstOrDefault(waiter => waiter.Ticket == ticket);

        public bool IsFreeFor(TurnTicket ticket) => Holder is null && (Waiting.First is null || Waiting.First.Value.Ticket == ticket);

        public void Lend(TurnTicket ticket, long now)
        {
            if (Find(ticket) is { } waiter) Waiting.Remove(waiter);
            Holder = new(ticket, now);
        }

        public Task<TurnAnswer> Wait(TurnTicket ticket, long now)
        {
            if (Find(ticket) is not { } waiter) Waiting.AddLast(waiter = new(ticket));
            return waiter.Ask(now);
        }

        public void CallNext(long now, TimeProvider time)
        {
            var next = Waiting.First!.Value;
            Waiting.RemoveFirst();
            if (time.GetElapsedTime(next.AskedAt, now) > Silence) return;
            Holder = new(next.Ticket, now);
            next.Answer(TurnAnswer.Yours);
        }

        public void Leave(TurnTicket ticket)
        {
            if (Holder?.Ticket == ticket) Holder = null;
            if (Find(ticket) is { } waiter) Waiting.Remove(waiter);
        }

        public void Leave(IReadOnlySet<string> nodes)
        {
            if (Holder is { } holder && nodes.Contains(holder.Ticket.Node)) Holder = null;
            foreach (var waiter in Waiting.Where(waiter => nodes.Contains(waiter.Ticket.Node)).ToList()) Waiting.Remove(waiter);
        }

        public void SendAway()
        {
            foreach (var waiter in Waiting) waiter.Answer(TurnAnswer.Taken);
        }
    }

    private sealed record Lent(TurnTicket Ticket, long HeardAt);

    private sealed class Waiter(TurnTicket ticket)
    {
        private TaskCompletionSource<TurnAnswer> call = new();

        public TurnTicket Ticket => ticket;

        public long AskedAt { get; private set; }

        public Task<TurnAnswer> Ask(long now)
        {
            AskedAt = now;
            call = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return call.Task;
        }

        public void Answer(TurnAnswer answer) => call.TrySetResult(answer);
    }
}
