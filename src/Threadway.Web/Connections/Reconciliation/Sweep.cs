using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Threadway.Kapso;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Data;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>
/// The safety net: were every webhook and redirect lost, the sweep still finds out. It asks only about links that are open
/// and numbers that are doubtful or silent, and not about an abandoned link as often as about a fresh one.
/// </summary>
internal sealed partial class Sweep(
    UserReconciliation reconciliation,
    IDbContextFactory<ThreadwayDb> databases,
    IOptionsMonitor<ReconciliationOptions> options,
    TimeProvider time,
    ILogger<Sweep> logger) : BackgroundService
{
    /// <summary>An open link is asked about whenever it has aged by this share since the last look.</summary>
    private const int AgeShare = 30;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.CurrentValue.Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.SweepFailed(logger, e);
            }
        }
    }

    /// <summary>One pass over every user who has something open, doubtful or silent.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        foreach (var userId in await FindDueAsync(db, cancellationToken))
        {
            try
            {
                var reconciled = await reconciliation.RunAsync(db, userId, ReconciliationTrigger.Sweep, cancellationToken);
                if (reconciled.Failure is KapsoRateLimitException)
                {
                    // What is left of the budget belongs to people; the next pass goes on.
                    Log.Throttled(logger);
                    return;
                }
                if (reconciled.Failure is { } failure) Log.Unclear(logger, userId, failure.Status, failure.Code);
            }
            catch (UserTurnUnavailableException)
            {
                Log.Busy(logger, userId);
            }
        }
    }

    private async Task<IReadOnlyList<Guid>> FindDueAsync(ThreadwayDb db, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var silentSince = now - options.CurrentValue.NumberInterval;

        var links = await db.SetupLinks.AsNoTracking()
            .Where(link => link.SettledAt == null)
            .Select(link => new { link.UserId, link.CreatedAt, link.ObservedAt, link.Status })
            .ToListAsync(cancellationToken);
        var waiting = links
            .Where(link => link.Status == SetupLinkStatus.Used || now - link.ObservedAt >= (link.ObservedAt - link.CreatedAt) / AgeShare)
            .Select(link => link.UserId);

        var doubtful = await db.Connections
            .Where(c => c.Status == ConnectionStatus.NeedsReconnect && c.ReadAt < silentSince
                || c.Status == ConnectionStatus.Connected
                    && (c.ReadAt < silentSince || c.DisconnectRequestedAt != null || c.Lights.Receiving != LightReason.Receiving))
            .Select(c => c.UserId)
            .Distinct()
            .ToListAsync(cancellationToken);

        var due = waiting.Concat(doubtful).ToHashSet();
        return await db.Users.Where(u => due.Contains(u.Id) && u.KapsoCustomerId != null).Select(u => u.Id).ToListAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The sweep failed; the next one goes on")]
        public static partial void SweepFailed(ILogger logger, Exception exception);

        [LoggerMessage(LogLevel.Information, "Kapso's limit is used up: the sweep stops here and the next one goes on")]
        public static partial void Throttled(ILogger logger);

        [LoggerMessage(LogLevel.Warning, "Kapso gave no clear answer about user {UserId} (status {Status}, code {Code}); looking again at the next sweep")]
        public static partial void Unclear(ILogger logger, Guid userId, int? status, string? code);

        [LoggerMessage(LogLevel.Information, "Something else is done for user {UserId} just now; the next sweep looks again")]
        public static partial void Busy(ILogger logger, Guid userId);
    }
}
