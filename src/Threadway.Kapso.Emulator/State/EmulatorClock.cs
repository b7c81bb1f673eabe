namespace Threadway.Kapso.Emulator.State;

/// <summary>The caller's clock plus an offset that <c>POST /_emulator/clock</c> moves forward.</summary>
internal sealed class EmulatorClock(TimeProvider real) : TimeProvider
{
    // A longer wait than timers take is cut in pieces.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock gate = new();
    private TimeSpan offset;
    private TaskCompletionSource moved = NewSignal();

    /// <summary>The clock without the offset: for deadlines of calls that are under way.</summary>
    public TimeProvider Real => real;

    public TimeSpan Offset
    {
        get
        {
            lock (gate)
                return offset;
        }
    }

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + Offset;

    public void Advance(TimeSpan by)
    {
        TaskCompletionSource signal;
        lock (gate)
        {
            offset += by;
            signal = moved;
            moved = NewSignal();
        }

        signal.SetResult();
    }

    public Task WaitAsync(TimeSpan time, CancellationToken cancellationToken) =>
        WaitUntilAsync(GetUtcNow() + time, cancellationToken);

    public async Task WaitUntilAsync(DateTimeOffset due, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task signal;
            TimeSpan remaining;
            lock (gate)
            {
                signal = moved.Task;
                remaining = due - (real.GetUtcNow() + offset);
            }

            if (remaining <= TimeSpan.Zero)
                return;

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var wait = remaining < LongestWait ? remaining : LongestWait;
            await Task.WhenAny(signal, Task.Delay(wait, real, stop.Token));
            await stop.CancelAsync();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
