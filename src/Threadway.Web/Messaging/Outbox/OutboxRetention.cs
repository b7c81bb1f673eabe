using Microsoft.EntityFrameworkCore;
using Threadway.Web.Data;

namespace Threadway.Web.Messaging.Outbox;

/// <summary>Drops what has served: idempotency keys after two days, and what is known of files that Meta keeps no longer.</summary>
internal sealed partial class OutboxRetention(IDbContextFactory<ThreadwayDb> databases, TimeProvider time, ILogger<OutboxRetention> logger) : BackgroundService
{
    /// <summary>A day is promised.</summary>
    private static readonly TimeSpan KeysAreKept = TimeSpan.FromDays(2);

    /// <summary>As long as Meta keeps a file (contract 13.1), and a day.</summary>
    private static readonly TimeSpan FilesAreKept = TimeSpan.FromDays(31);

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1), Pause = TimeSpan.FromMilliseconds(50);

    private const int Slice = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotDropped(logger, e);
            }
        }
    }

    /// <summary>All that is over by now, slice by slice, so that nothing waits for it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (keysBefore, filesBefore) = (time.GetUtcNow() - KeysAreKept, time.GetUtcNow() - FilesAreKept);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        while (true)
        {
            var old = await db.IdempotencyKeys.Where(k => k.CreatedAt < keysBefore).OrderBy(k => k.CreatedAt).Take(Slice).Select(k => k.CreatedAt).ToListAsync(cancellationToken);
            if (old.Count == 0) break;
            var through = old[^1];
            await db.IdempotencyKeys.Where(k => k.CreatedAt <= through).ExecuteDeleteAsync(cancellationToken);
            await Task.Delay(Pause, time, cancellationToken);
        }
        await db.UploadedMedia.Where(m => m.CreatedAt < filesBefore).ExecuteDeleteAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Old idempotency keys could not be dropped; it is tried again in an hour")]
        public static partial void NotDropped(ILogger logger, Exception exception);
    }
}
