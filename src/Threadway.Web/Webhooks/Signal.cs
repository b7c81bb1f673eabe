using System.Threading.Channels;

namespace Threadway.Web.Webhooks;

/// <summary>Wakes one waiter, now or when it next waits; several settings before that are one.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> set = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    public void Set() => set.Writer.TryWrite(true);

    /// <summary>Returns when set, or after the patience given.</summary>
    public async Task WaitAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        // The read itself is cancelled: one that was only abandoned would swallow the next setting.
        using var timeout = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await set.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Patience is over; that is an answer too.
        }
    }
}
