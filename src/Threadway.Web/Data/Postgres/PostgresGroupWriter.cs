using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;

namespace Threadway.Web.Data.Postgres;

/// <summary>A few sessions that each run what waits in one transaction after the other; where one fails, each of its works is run by itself.</summary>
internal sealed class PostgresGroupWriter(IDbContextFactory<PostgresDb> databases) : BackgroundService, IGroupWriter
{
    private const int Most = 32;
    private const int Sessions = 4;

    private readonly Channel<Work>[] waiting = [.. Enumerable.Range(0, Sessions).Select(_ => Channel.CreateUnbounded<Work>(new() { SingleReader = true }))];

    public Task<T> WriteAsync<T>(Guid lane, Func<ThreadwayDb, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var waits = new Work<T>(work);
        var taken = waiting[(uint)lane.GetHashCode() % Sessions].Writer.TryWrite(waits);
        ObjectDisposedException.ThrowIf(!taken, this);
        return waits.Done.WaitAsync(cancellationToken);
    }

    /// <summary>Ends when nobody can ask any more: what stops beside it may have something to write to the last.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(waiting.Select(session => WorkAsync(session.Reader)));

    private async Task WorkAsync(ChannelReader<Work> works)
    {
        var group = new List<Work>();
        while (await works.WaitToReadAsync(CancellationToken.None))
        {
            group.Clear();
            while (group.Count < Most && works.TryRead(out var work)) group.Add(work);
            try
            {
                await RunAsync(group);
            }
            catch (Exception) when (group.Count > 1)
            {
                // Whose fault it is shows where each is run by itself.
                await Task.WhenAll(group.Select(work => RunAsync([work]))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception)
            {
                // Who waits for it was told.
            }
        }
    }

    public override Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Dispose()
    {
        foreach (var session in waiting) session.Writer.TryComplete();
        base.Dispose();
    }

    /// <summary>Again where the server was lost or another transaction stood in the way.</summary>
    private async Task RunAsync(IReadOnlyList<Work> group)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync();
            await db.Database.CreateExecutionStrategy().ExecuteInTransactionAsync(
                async cancel =>
                {
                    foreach (var work in group)
                    {
                        db.ChangeTracker.Clear();
                        await work.RunAsync(db, cancel);
                    }
                },
                _ => Task.FromResult(false));
        }
        catch (Exception e)
        {
            if (group is [var only]) only.Fail(e);
            throw;
        }
        foreach (var work in group) work.Complete();
    }

    private abstract class Work
    {
        public abstract Task RunAsync(ThreadwayDb db, CancellationToken cancellationToken);

        public abstract void Complete();

        public abstract void Fail(Exception because);
    }

    private sealed class Work<T>(Func<ThreadwayDb, CancellationToken, Task<T>> work) : Work
    {
        private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T result = default!;

        public Task<T> Done => done.Task;

        public override async Task RunAsync(ThreadwayDb db, CancellationToken cancellationToken) => result = await work(db, cancellationToken);

        public override void Complete() => done.TrySetResult(result);

        public override void Fail(Exception because) => done.TrySetException(because);
    }
}
