using System.Collections.Concurrent;

namespace Threadway.Kapso.Emulator.Webhooks;

/// <summary>What goes on after a request was answered; the emulator's end waits for it.</summary>
internal sealed class BackgroundWork : IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<Task, bool> running = new();

    public CancellationToken Stopping => stopping.Token;

    public void Track(Task task)
    {
        running[task] = true;
        task.ContinueWith(done => running.TryRemove(done, out _), TaskScheduler.Default);
    }

    public Task StopAsync() => stopping.CancelAsync();

    public Task EndAsync() => Task.WhenAll(running.Keys);

    public void Dispose() => stopping.Dispose();
}
