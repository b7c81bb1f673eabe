using Microsoft.EntityFrameworkCore;
using Threadway.Web.Audit;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Connections.Setup;
using Threadway.Web.Data;
using Threadway.Web.Hosting;
using Threadway.Web.Kapso.Budget;

namespace Threadway.Web.Connections.Redirects;

/// <summary>
/// Answers a browser that comes back from Kapso. The link leads to the user that it was made for, Kapso says what is true of
/// that user's customer, and only that is recorded.
/// </summary>
internal sealed class RedirectService(UserReconciliation reconciliation, AuditLog audit, IDbContextFactory<ThreadwayDb> databases, PersonWait wait)
{
    private const string UnknownLink = "unknown_link";

    private const string CrossCustomer = "cross_customer";

    /// <summary>Finds out whose return it is; answers at once where it is nobody's, or somebody else's.</summary>
    /// <param name="errorCode">What the failure address carries; null for the success address.</param>
    /// <returns>The asking of Kapso, under way.</returns>
    public async Task<Task<RedirectOutcome>> ReceiveAsync(RedirectHint hint, string? errorCode, CancellationToken cancellationToken)
    {
        var code = errorCode is null ? null : CodeWord.Of(errorCode) ?? "unknown";
        var db = await databases.CreateDbContextAsync(cancellationToken);
        try
        {
            if (await FindAsync(db, hint, cancellationToken) is not { } found) return Known(new RedirectFailed(null, code ?? UnknownLink));
            var (link, customerId) = found;
            if (IsForeign(link, customerId, hint))
            {
                audit.Add(db, new(hint.SessionUserId ?? link.UserId, AuditAction.CrossCustomerClaim) { SetupLinkId = link.Id, PhoneNumberId = hint.PhoneNumberId });
                await db.SaveChangesAsync(cancellationToken);
                return Known(new RedirectFailed(null, CrossCustomer));
            }

            // The asking has the context from here on.
            var asks = db;
            db = null;
            return AskAsync(asks, link, new(link.Id, code, code is null ? hint.PhoneNumberId : null, hint.SessionUserId), cancellationToken);
        }
        finally
        {
            if (db is not null) await db.DisposeAsync();
        }
    }

    private static Task<RedirectOutcome> Known(RedirectOutcome outcome) => Task.FromResult(outcome);

    private async Task<RedirectOutcome> AskAsync(ThreadwayDb db, SetupLinkRow link, SetupReturn claim, CancellationToken cancellationToken)
    {
        await using var own = db;
        using var limit = wait.Begin();
        // Whoever knows a link's id can come back as often as they please.
        using var work = KapsoWork.Begin(claim.ClaimedBy is null ? KapsoPriority.Stranger : KapsoPriority.Person, link.UserId);
        ReturnVerdict? verdict;
        try
        {
            verdict = (await reconciliation.RunAsync(db, link.UserId, ReconciliationTrigger.Returned(claim), cancellationToken)).Decision.Return;
        }
        catch (UserTurnUnavailableException)
        {
            // Somebody else is finding out just now: the page waits, live, for what comes of it.
            verdict = claim.ErrorCode is { } code ? new ReturnVerdict.Failed(code) : new ReturnVerdict.Connected();
        }
        return verdict switch
        {
            ReturnVerdict.GoOn => new RedirectContinue(SetupPaths.Continue(link.ConnectId)),
            ReturnVerdict.Failed failed => new RedirectFailed(link.Id, failed.Code),
            ReturnVerdict.Foreign => new RedirectFailed(null, CrossCustomer),
            _ => new RedirectConnected(link.Id),
        };
    }

    private static async Task<(SetupLinkRow Link, string CustomerId)?> FindAsync(
        ThreadwayDb db, RedirectHint hint, CancellationToken cancellationToken)
    {
        var links = hint.SetupLinkId is { } linkId
            ? db.SetupLinks.Where(link => link.Id == linkId)
            : db.SetupLinks.Where(link => db.Users.Any(u => u.Id == link.UserId && hint.CustomerId != null && u.KapsoCustomerId == hint.CustomerId));
        var found = await links.AsNoTracking()
            .OrderByDescending(link => link.CreatedAt)
            .Join(db.Users, link => link.UserId, u => u.Id, (link, u) => new { link, u.KapsoCustomerId })
            .FirstOrDefaultAsync(cancellationToken);
        return found is { KapsoCustomerId: { } customerId } ? (found.link, customerId) : null;
    }

    /// <summary>Somebody else's session, or a customer that is not the link's: nothing is shown, and it is written down.</summary>
    private static bool IsForeign(SetupLinkRow link, string customerId, RedirectHint hint)
    {
        var ownSession = hint.SessionUserId is null || hint.SessionUserId == link.UserId;
        var ownCustomer = hint.CustomerId is null || hint.CustomerId == customerId;
        return !ownSession || !ownCustomer;
    }
}
