using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Data;

namespace Threadway.Web.Connections.Reconciliation.Sweeping;

/// <summary>
/// Asks about what pages do not tell, the longest due first and a slice at a time: links that are waited for, numbers that are
/// doubtful, and numbers that no page of a round showed.
/// </summary>
internal sealed partial class SweepSingles(
    UserReconciliation reconciliation, IDbContextFactory<ThreadwayDb> databases, TimeProvider time, ILogger<SweepSingles> logger)
{
    public const int SliceSize = 50;

    /// <summary>One slice of what was due then.</summary>
    /// <returns>Whether there may be more.</returns>
    /// <exception cref="KapsoException">Kapso's limit is used up: what is left is due still.</exception>
    public async Task<bool> LookAsync(DateTimeOffset dueSince, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var links = await db.SetupLinks
            .Where(link => link.LookAt < dueSince)
            .OrderBy(link => link.LookAt)
            .Take(SliceSize)
            .Select(link => new Due(link.UserId, link.LookAt!.Value, null))
            .ToListAsync(cancellationToken);
        var numbers = await db.Connections
            .Where(c => c.LookAt < dueSince)
            .OrderBy(c => c.LookAt)
            .Take(SliceSize)
            .Select(c => new Due(c.UserId, c.LookAt!.Value, c.PhoneNumberId))
            .ToListAsync(cancellationToken);

        var slice = links.Concat(numbers).OrderBy(due => due.At).Take(SliceSize).ToList();
        foreach (var ofUser in slice.GroupBy(due => due.UserId))
        {
            await LookAsync(db, ofUser.Key, TriggerFor([.. ofUser]), cancellationToken);
            await PutLastAsync(db, ofUser.Key, dueSince, cancellationToken);
        }
        return slice.Count == SliceSize;
    }

    /// <summary>
    /// Numbers that we hold and that no page showed since then. That alone proves nothing: pages shift while numbers come and go,
    /// so Kapso is asked for each of them by itself.
    /// </summary>
    /// <exception cref="KapsoException">Kapso's limit is used up: what is left is asked for after the next round.</exception>
    public async Task LookForUnseenAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var unseen = await db.Connections
            .Where(c => c.Lights.Linked == LightReason.Linked && c.ReadAt < since && c.LookAt == null)
            .OrderBy(c => c.ReadAt)
            .Take(SliceSize)
            .Select(c => new { c.UserId, c.PhoneNumberId })
            .ToListAsync(cancellationToken);
        foreach (var number in unseen)
        {
            if (!await LookAsync(db, number.UserId, ReconciliationTrigger.NumberDue(number.PhoneNumberId), cancellationToken))
                await db.Connections.Of(number.UserId, number.PhoneNumberId).ExecuteUpdateAsync(set => set.SetProperty(c => c.LookAt, time.GetUtcNow()), cancellationToken);
        }
    }

    private static ReconciliationTrigger TriggerFor(IReadOnlyList<Due> due) => due switch
    {
        [{ PhoneNumberId: { } phoneNumberId }] => ReconciliationTrigger.NumberDue(phoneNumberId),
        _ when due.All(one => one.PhoneNumberId is null) => ReconciliationTrigger.LinksDue,
        _ => ReconciliationTrigger.Sweep,
    };

    /// <returns>Whether it could be looked at: false where something stood in the way, which must not stand in the way of the others.</returns>
    private async Task<bool> LookAsync(ThreadwayDb db, Guid userId, ReconciliationTrigger trigger, CancellationToken cancellationToken)
    {
        try
        {
            var reconciled = await reconciliation.RunAsync(db, userId, trigger, cancellationToken);
            if (reconciled.Failure is KapsoRateLimitException spent) throw spent;
            if (reconciled.Failure is { } failure) Log.Unclear(logger, userId, failure.Status, failure.Code);
            return true;
        }
        catch (UserTurnUnavailableException)
        {
            Log.Busy(logger, userId);
            return false;
        }
        catch (Exception e) when (e is not (KapsoRateLimitException or OperationCanceledException))
        {
            Log.Failed(logger, userId, e);
            return false;
        }
    }

    /// <summary>Whatever came of the look: what is due still has had its turn, and the others go before it.</summary>
    private async Task PutLastAsync(ThreadwayDb db, Guid userId, DateTimeOffset dueSince, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await db.SetupLinks.Where(link => link.UserId == userId && link.LookAt < dueSince)
            .ExecuteUpdateAsync(set => set.SetProperty(link => link.LookAt, now), cancellationToken);
        await db.Connections.Where(c => c.UserId == userId && c.LookAt < dueSince)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.LookAt, now), cancellationToken);
    }

    private sealed record Due(Guid UserId, DateTimeOffset At, string? PhoneNumberId);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Kapso gave no clear answer about user {UserId} (status {Status}, code {Code}); looking again later")]
        public static partial void Unclear(ILogger logger, Guid userId, int? status, string? code);

        [LoggerMessage(LogLevel.Information, "Something else is done for user {UserId} just now; looking again later")]
        public static partial void Busy(ILogger logger, Guid userId);

        [LoggerMessage(LogLevel.Error, "User {UserId} could not be looked at; looking again later")]
        public static partial void Failed(ILogger logger, Guid userId, Exception exception);
    }
}
