using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Threadway.Web.Cluster;
using Threadway.Web.Data;
using Threadway.Web.Hosting;
using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Messaging.Sending;

/// <summary>
/// Looks once a second for numbers of which something is due and wakes their senders, so that nothing depends on a word between nodes
/// or on a node that lives; and ends what waited longer than it was to.
/// </summary>
internal sealed partial class SenderScan(
    IDbContextFactory<ThreadwayDb> databases, Senders senders, UserChanges changes, FirstAnswer firstAnswer, IOptionsMonitor<SendingOptions> options, TimeProvider time, ILogger<SenderScan> logger) : BackgroundService
{
    private const int MostNumbers = 1000;
    private const int MostExpired = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await firstAnswer.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ScanAsync(stoppingToken);
                while (await ExpireAsync(stoppingToken))
                {
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.ScanFailed(logger, e);
            }
            await Task.Delay(options.CurrentValue.LookInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Those that somebody sends for already look after themselves.</summary>
    internal async Task ScanAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var due = await db.Senders.Where(s => s.WakeAt <= now && (s.Owner == null || s.Until < now))
            .OrderBy(s => s.WakeAt).Take(MostNumbers).Select(s => s.ConnectionId).ToListAsync(cancellationToken);
        foreach (var connectionId in due) senders.Wake(connectionId);
    }

    /// <summary>True where there may be more.</summary>
    internal async Task<bool> ExpireAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var over = await db.Messages.Where(m => m.State == MessageState.Queued && m.ExpiresAt <= now)
            .OrderBy(m => m.ExpiresAt).Take(MostExpired).Select(m => new { m.Id, m.UserId }).ToListAsync(cancellationToken);
        if (over.Count == 0) return false;

        var ids = over.Select(one => one.Id).ToArray();
        await db.Messages.Where(m => ids.Contains(m.Id) && m.State == MessageState.Queued).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.State, MessageState.Expired).SetProperty(m => m.FailedAt, now).SetProperty(m => m.ChangedAt, now),
            cancellationToken);
        foreach (var user in over.Select(one => one.UserId).Distinct()) changes.Publish(user);
        return over.Count == MostExpired;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Due messages could not be looked for; trying again")]
        public static partial void ScanFailed(ILogger logger, Exception exception);
    }
}
