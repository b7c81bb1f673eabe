using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Control;

/// <summary>Waits for something to come about in the world, without looking when nothing has changed.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="wanted">What is waited for, as the failure calls it.</param>
    /// <param name="look">All that there is now; asked again after each change.</param>
    /// <param name="show">One of them, as the failure shows it.</param>
    public static async Task<T> ForAsync<T>(
        World world,
        string wanted,
        Func<IReadOnlyList<T>> look,
        Func<T, bool>? which,
        Func<T, string> show,
        TimeSpan? timeout,
        CancellationToken cancellationToken)
        where T : class
    {
        var signal = NewSignal();
        var seen = look();
        world.Changed += Notice;
        try
        {
            // Real time, not the emulator's: it is for work that is under way.
            using var deadline = new CancellationTokenSource(timeout ?? Patience, TimeProvider.System);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
            while (true)
            {
                var next = signal = NewSignal();
                seen = look();
                if (seen.FirstOrDefault(one => which?.Invoke(one) != false) is { } found)
                    return found;
                await next.Task.WaitAsync(stop.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"{wanted} within {(timeout ?? Patience).TotalSeconds:0.##} s. {(seen.Count == 0 ? "There is none at all." : $"There are {seen.Count}: {string.Join("; ", seen.TakeLast(5).Select(show))}.")}");
        }
        finally
        {
            world.Changed -= Notice;
        }

        void Notice() => Volatile.Read(ref signal).TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
