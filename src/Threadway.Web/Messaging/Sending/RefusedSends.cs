using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Data;

namespace Threadway.Web.Messaging.Sending;

/// <summary>Sends that were refused for the number's credentials or its account: the judge hears of them, and reads.</summary>
internal sealed partial class RefusedSends(
    UserReconciliation reconciliation, IDbContextFactory<ThreadwayDb> databases, TimeProvider time, ILogger<RefusedSends> logger)
{
    public async Task ReportAsync(Connection connection, NumberHold hold)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync();
            await reconciliation.RunAsync(
                db, connection.UserId, ReconciliationTrigger.FailedCall(connection.PhoneNumberId, SaidBy(hold)), CancellationToken.None);
        }
        catch (Exception e)
        {
            // The next message that fails says it again.
            Log.NotReported(logger, e);
        }
    }

    /// <summary>That the number is not found says nothing yet: it is read.</summary>
    private ObservedFact[] SaidBy(NumberHold hold) =>
        hold.Kind == HoldKind.Templates ? [new(Fact.SendingLimited, time.GetUtcNow(), hold.ProviderCode)]
        : KapsoErrorClasses.Of(hold.ProviderCode) == KapsoErrorClass.Reconnect ? [new(Fact.CredentialLost, time.GetUtcNow(), hold.ProviderCode)]
        : [];

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "That a send was refused for the number's credentials or account could not be passed on")]
        public static partial void NotReported(ILogger logger, Exception exception);
    }
}
