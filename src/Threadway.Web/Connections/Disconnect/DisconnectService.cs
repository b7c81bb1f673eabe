using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
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
internal sealed class DisconnectService(UserReconciliation reconciliation, IDbContextFactory<ThreadwayDb> databases, PersonWait wait)
{
    /// <exception cref="UserTurnUnavailableException">Something else is being done for the user; nothing was changed.</exception>
    public async Task<DisconnectOutcome> DisconnectAsync(Guid userId, string phoneNumberId, CancellationToken cancellationToken)
    {
        using var limit = wait.Begin();
        using var work = KapsoWork.Begin(KapsoPriority.Person, userId);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var reconciled = await reconciliation.RunAsync(db, userId, ReconciliationTrigger.DisconnectAsked(phoneNumberId), cancellationToken);
        if (reconciled.Held.Find(phoneNumberId) is not { } connection) return new DisconnectUnknownNumber();
        if (connection.Status == ConnectionStatus.Disconnected)
            return new Disconnected(PhoneStepRemains: connection.ConnectionType == ConnectionType.Coexistence && !connection.UnlinkedOnPhone);

        var removal = reconciled.Mends.Single(outcome => outcome.PhoneNumberId == phoneNumberId);
        return new DisconnectPending(removal.Code!, removal.ProviderSentence, removal.RetryAfter);
    }
}
