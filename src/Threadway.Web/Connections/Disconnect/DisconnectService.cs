using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Cluster;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Data;
using Threadway.Web.Hosting;
using Threadway.Web.Kapso.Budget;

namespace Threadway.Web.Connections.Disconnect;

/// <summary>
/// Disconnects a number in steps that survive a crash: the wish is stored, then our webhook and the number are removed at
/// Kapso and their absence confirmed. Each step may be repeated; the sweep goes on with what is unfinished.
/// </summary>
internal sealed class DisconnectService(
    UserReconciliation reconciliation, IWaitingMessages messages, IDbContextFactory<ThreadwayDb> databases, UserChanges changes, PersonWait wait)
{
    /// <summary>How much later than expected the last message may go: the time is an estimate.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    /// <summary>What waits to be sent for the number; null for nothing.</summary>
    public async Task<WaitingMessages?> FindWaitingAsync(Guid userId, string phoneNumberId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, userId, phoneNumberId, cancellationToken) is { } connection ? await messages.FindAsync(connection, cancellationToken) : null;
    }

    /// <param name="choice">What becomes of messages that wait; null asks, where there are any.</param>
    /// <exception cref="UserTurnUnavailableException">Something else is being done for the user; the number was not touched.</exception>
    public async Task<DisconnectOutcome> DisconnectAsync(Guid userId, string phoneNumberId, QueueChoice? choice, CancellationToken cancellationToken)
    {
        using var limit = wait.Begin();
        using var work = KapsoWork.Begin(KapsoPriority.Person, userId);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(db, userId, phoneNumberId, cancellationToken) is not { } number) return new DisconnectUnknownNumber();

        if (number is { DisconnectRequestedAt: null, Status: not ConnectionStatus.Disconnected } && await messages.FindAsync(number, cancellationToken) is { } waiting)
        {
            if (choice == QueueChoice.Send && waiting.DoneAt is { } doneAt) return await PutOffAsync(db, number, doneAt + Grace, cancellationToken);
            if (choice != QueueChoice.Cancel) return new DisconnectAsks(waiting);
            await messages.CancelAsync(number, cancellationToken);
        }

        var reconciled = await reconciliation.RunAsync(db, userId, ReconciliationTrigger.DisconnectAsked(phoneNumberId), cancellationToken);
        // What was taken on in the moment before the wish was stored.
        await messages.CancelAsync(number, cancellationToken);
        await KeepAsync(userId, phoneNumberId, cancellationToken);
        if (reconciled.Held.Find(phoneNumberId) is not { } connection) return new DisconnectUnknownNumber();
        if (connection.Status == ConnectionStatus.Disconnected)
            return new Disconnected(PhoneStepRemains: connection.ConnectionType == ConnectionType.Coexistence && !connection.UnlinkedOnPhone);

        var removal = reconciled.Mends.Single(outcome => outcome.PhoneNumberId == phoneNumberId);
        return new DisconnectPending(removal.Code!, removal.ProviderSentence, removal.RetryAfter);
    }

    /// <summary>Takes back the wish to disconnect it once its messages are sent.</summary>
    public async Task KeepAsync(Guid userId, string phoneNumberId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var kept = await db.Connections.Of(userId, phoneNumberId).Where(c => c.DisconnectBy != null)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.DisconnectBy, (DateTimeOffset?)null), cancellationToken);
        if (kept > 0) changes.Publish(userId);
    }

    private async Task<DisconnectLater> PutOffAsync(ThreadwayDb db, Connection number, DateTimeOffset by, CancellationToken cancellationToken)
    {
        await db.Connections.Where(c => c.Id == number.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.DisconnectBy, by), cancellationToken);
        changes.Publish(number.UserId);
        return new(by);
    }

    private static Task<Connection?> FindAsync(ThreadwayDb db, Guid userId, string phoneNumberId, CancellationToken cancellationToken) =>
        db.Connections.AsNoTracking().Of(userId, phoneNumberId).SingleOrDefaultAsync(cancellationToken);
}
