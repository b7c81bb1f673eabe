namespace Threadway.Web.Hosting;

/// <summary>
/// What nobody waits for begins when the app has answered its first request, or a second after its start: before, it would take the
/// processor from whoever waits for that answer.
/// </summary>
internal sealed class FirstAnswer(IHostApplicationLifetime lifetime, TimeProvider time)
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource given = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends soon after the start, whatever happens.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var told = lifetime.ApplicationStarted.UnsafeRegister(static started => ((TaskCompletionSource)started!).SetResult(), started);
        await started.Task.WaitAsync(cancellationToken);
        await given.Task.WaitAsync(AtMost, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Costs the requests after the first one nothing.</summary>
    public Task WatchAsync(HttpContext context, RequestDelegate next) => given.Task.IsCompleted ? next(context) : GiveAsync(context, next);

    private async Task GiveAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        given.TrySetResult();
    }
}
