using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Threadway.Kapso;
using Threadway.Web.Connections.Disconnect;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Data;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>
/// The safety net: were every webhook and redirect lost, the sweep still finds out. It asks only about links that are open
/// and numbers that are doubtful or silent, and not about an abandoned link as often as about a fresh one.
/// </summary>
internal sealed partial class Reconciler(
    Settlement settlement,
    DisconnectService disconnects,
    UserGate gate,
    IDbContextFactory<ThreadwayDb> databases,
    IOptionsMonitor<ReconcilerOptions> options,
    TimeProvider time,
    ILogger<Reconciler> logger) : BackgroundService
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
        foreach (var (userId, customerId) in await FindDueAsync(cancellationToken))
        {
            try
            {
                using var turn = await gate.EnterAsync(userId, cancellationToken);
                await settlement.SettleAsync(userId, customerId, Witness.Sweep, claimed: null, cancellationToken);
                await FinishDisconnectsAsync(userId, cancellationToken);
            }
            catch (KapsoRateLimitException)
            {
                // What is left of the budget belongs to people; the next pass goes on.
                Log.Throttled(logger);
                return;
            }
            catch (KapsoException e)
            {
                Log.Unclear(logger, userId, e.Status, e.Code);
            }
        }
    }

    private async Task<IReadOnlyList<(Guid UserId, string CustomerId)>> FindDueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var silentSince = now - options.CurrentValue.NumberInterval;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);

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
                    && (c.ReadAt < silentSince || c.DisconnectRequestedAt != null || c.Receiving != LightReason.Receiving))
            .Select(c => c.UserId)
            .Distinct()
            .ToListAsync(cancellationToken);

        var due = waiting.Concat(doubtful).ToHashSet();
        var users = await db.Users
            .Where(u => due.Contains(u.Id) && u.KapsoCustomerId != null)
            .Select(u => new { u.Id, u.KapsoCustomerId })
            .ToListAsync(cancellationToken);
        return [.. users.Select(u => (u.Id, u.KapsoCustomerId!))];
    }

    private async Task FinishDisconnectsAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var unfinished = await db.Connections
            .Where(c => c.UserId == userId && c.Linked == LightReason.Disconnecting)
            .Select(c => c.PhoneNumberId)
            .ToListAsync(cancellationToken);
        foreach (var phoneNumberId in unfinished)
            await disconnects.CarryOutAsync(userId, phoneNumberId, Witness.Sweep, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The sweep failed; the next one goes on")]
        public static partial void SweepFailed(ILogger logger, Exception exception);

        [LoggerMessage(LogLevel.Information, "Kapso's limit is used up: the sweep stops here and the next one goes on")]
        public static partial void Throttled(ILogger logger);

        [LoggerMessage(LogLevel.Warning, "Kapso gave no clear answer about user {UserId} (status {Status}, code {Code}); looking again at the next sweep")]
        public static partial void Unclear(ILogger logger, Guid userId, int? status, string? code);
    }
}
