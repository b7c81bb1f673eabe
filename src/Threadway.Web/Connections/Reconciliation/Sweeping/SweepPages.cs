using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Data;

namespace Threadway.Web.Connections.Reconciliation.Sweeping;

/// <summary>
/// Goes through the numbers of the whole project, a page a request. What a page shows as we hold it is confirmed, the whole page
/// together; only users of whom it shows something else are reconciled, with what it showed and without asking again.
/// </summary>
internal sealed partial class SweepPages(
    KapsoClient kapso, UserReconciliation reconciliation, IDbContextFactory<ThreadwayDb> databases, TimeProvider time, ILogger<SweepPages> logger)
{
    /// <summary>Kapso may make pages smaller (contract 2.2).</summary>
    private const int PageSize = 100;

    /// <summary>Reads one page and deals with all that it shows.</summary>
    /// <returns>How many pages there are.</returns>
    /// <exception cref="KapsoException">The page could not be read, or Kapso's limit is used up.</exception>
    public async Task<int> ReadAsync(int number, CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        var page = await kapso.PhoneNumbers.ListPageAsync(number, new() { PageSize = PageSize }, cancellationToken);

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var (steady, changed) = await CompareAsync(db, page.Items, began, cancellationToken);
        foreach (var moved in await new PageConfirmation(db, began).WriteAsync(steady, cancellationToken))
            Add(changed, moved.Row.UserId, Present(moved.PhoneNumberId, moved.Snapshot, began));
        foreach (var (userId, seen) in changed) await ReconcileAsync(db, userId, seen, cancellationToken);
        return page.TotalPages;
    }

    private static async Task<(List<ConfirmedNumber> Steady, Dictionary<Guid, List<NumberReading>> Changed)> CompareAsync(
        ThreadwayDb db, IReadOnlyList<PhoneNumber> page, DateTimeOffset began, CancellationToken cancellationToken)
    {
        var (ids, customers) = (page.Select(number => number.Id).ToList(), page.Select(number => number.CustomerId).OfType<string>().Distinct().ToList());
        var owners = await db.Users.Where(u => customers.Contains(u.KapsoCustomerId!))
            .ToDictionaryAsync(u => u.KapsoCustomerId!, u => u.Id, cancellationToken);
        var held = (await db.Connections.AsNoTracking().Where(c => ids.Contains(c.PhoneNumberId)).ToListAsync(cancellationToken))
            .ToLookup(c => c.PhoneNumberId);

        List<ConfirmedNumber> steady = [];
        Dictionary<Guid, List<NumberReading>> changed = [];
        foreach (var number in page.DistinctBy(number => number.Id))
        {
            Guid? owner = number.CustomerId is { } customer && owners.TryGetValue(customer, out var user) ? user : null;
            var snapshot = NumberSnapshot.Of(number);
            if (owner is { } userId)
            {
                if (held[number.Id].FirstOrDefault(c => c.UserId == userId) is { } row && row.IsConfirmedBy(snapshot))
                    steady.Add(new(number.Id, row, snapshot));
                else
                    Add(changed, userId, Present(number.Id, snapshot, began));
            }
            // Whoever held it until now has lost it. Where it came to a user of ours, their look takes it from the other as well.
            else if (held[number.Id].FirstOrDefault(c => c.Status == ConnectionStatus.Connected) is { } lost)
            {
                Add(changed, lost.UserId, new(number.Id, NumberSight.SomebodyElses, began));
            }
        }
        return (steady, changed);
    }

    private async Task ReconcileAsync(ThreadwayDb db, Guid userId, IReadOnlyList<NumberReading> seen, CancellationToken cancellationToken)
    {
        try
        {
            var reconciled = await reconciliation.RunAsync(db, userId, ReconciliationTrigger.Sighted(seen), cancellationToken);
            if (reconciled.Failure is KapsoRateLimitException spent) throw spent;
        }
        catch (UserTurnUnavailableException)
        {
            // The next round shows the page again.
            Log.Busy(logger, userId);
        }
        catch (Exception e) when (e is not (KapsoRateLimitException or OperationCanceledException))
        {
            Log.Failed(logger, userId, e);
        }
    }

    private static NumberReading Present(string phoneNumberId, NumberSnapshot snapshot, DateTimeOffset began) =>
        new(phoneNumberId, NumberSight.Present, began) { Snapshot = snapshot };

    private static void Add(Dictionary<Guid, List<NumberReading>> changed, Guid userId, NumberReading seen)
    {
        if (!changed.TryGetValue(userId, out var all)) changed[userId] = all = [];
        all.Add(seen);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Something else is done for user {UserId} just now; the next round looks again")]
        public static partial void Busy(ILogger logger, Guid userId);

        [LoggerMessage(LogLevel.Error, "User {UserId} could not be looked at; the next round looks again")]
        public static partial void Failed(ILogger logger, Guid userId, Exception exception);
    }
}
