using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Connections.Setup;
using Threadway.Web.Data;
using Threadway.Web.Hosting;

namespace Threadway.Web.Connections.Redirects;

/// <summary>
/// Answers a browser that comes back from Kapso. The link leads to the user that it was made for, Kapso says what is true of
/// that user's customer, and only that is recorded.
/// </summary>
internal sealed class ReturnService(
    KapsoClient kapso,
    Settlement settlement,
    ConnectionUpdates updates,
    IDbContextFactory<ThreadwayDb> databases,
    RequestOrigin origin,
    TimeProvider time)
{
    private const string UnknownLink = "unknown_link";

    private const string CrossCustomer = "cross_customer";

    public async Task<ReturnOutcome> SucceededAsync(ReturnHint hint, CancellationToken cancellationToken)
    {
        if (await FindAsync(hint, cancellationToken) is not { } found) return new ReturnedFailed(null, UnknownLink);
        if (await IsForeignAsync(found, hint, cancellationToken)) return new ReturnedFailed(null, CrossCustomer);
        var (link, customerId) = found;

        await MarkAsync(link, returnedAt: time.GetUtcNow(), errorCode: null, cancellationToken);
        await SettleAsync(link.UserId, customerId, hint.PhoneNumberId, cancellationToken);
        updates.Publish(link.UserId);

        if (await MismatchAsync(link, hint.PhoneNumberId, cancellationToken) is { } code) return new ReturnedFailed(link.Id, code);
        if (await ClaimsAnothersAsync(link, customerId, hint, cancellationToken)) return new ReturnedFailed(null, CrossCustomer);
        return new ReturnedConnected(link.Id);
    }

    public async Task<ReturnOutcome> FailedAsync(ReturnHint hint, string errorCode, CancellationToken cancellationToken)
    {
        var code = Word(errorCode);
        if (await FindAsync(hint, cancellationToken) is not { } found) return new ReturnedFailed(null, code);
        if (await IsForeignAsync(found, hint, cancellationToken)) return new ReturnedFailed(null, CrossCustomer);
        var (link, customerId) = found;

        // The truth first: "already used" may well mean that it is connected (contract 5).
        await SettleAsync(link.UserId, customerId, claimed: null, cancellationToken);
        var settled = await ReadAsync(link.Id, cancellationToken);
        if (settled.Status == SetupLinkStatus.Used && settled.ErrorCode is null) return new ReturnedConnected(link.Id);
        if (code is "link_expired" or "already_used" && hint.SessionUserId == link.UserId)
            return new ReturnedContinue(SetupLinkMaker.ContinuePath(link.ConnectId));

        await MarkAsync(link, returnedAt: null, errorCode: code, cancellationToken);
        updates.Publish(link.UserId);
        return new ReturnedFailed(link.Id, code);
    }

    private async Task<(SetupLinkRow Link, string CustomerId)?> FindAsync(ReturnHint hint, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
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
    private async Task<bool> IsForeignAsync((SetupLinkRow Link, string CustomerId) found, ReturnHint hint, CancellationToken cancellationToken)
    {
        var ownSession = hint.SessionUserId is null || hint.SessionUserId == found.Link.UserId;
        var ownCustomer = hint.CustomerId is null || hint.CustomerId == found.CustomerId;
        if (ownSession && ownCustomer) return false;

        await AuditAsync(hint.SessionUserId ?? found.Link.UserId, found.Link.Id, hint.PhoneNumberId, cancellationToken);
        return true;
    }

    /// <summary>A reconnect that comes back with another number, or whose number sits in another business account now.</summary>
    private async Task<string?> MismatchAsync(SetupLinkRow link, string? claimed, CancellationToken cancellationToken)
    {
        var settled = await ReadAsync(link.Id, cancellationToken);
        if (settled.ErrorCode is ReconnectGuard.NumberMismatch or ReconnectGuard.BusinessAccountMismatch) return settled.ErrorCode;

        // A claim decides what this browser is shown and nothing else.
        var other = link.ExpectedPhoneNumberId is not null && claimed is not null && claimed != link.ExpectedPhoneNumberId && claimed != settled.PhoneNumberId;
        return other ? ReconnectGuard.NumberMismatch : null;
    }

    /// <summary>The claimed number is not one of this user's: is it somebody else's, or just not visible yet?</summary>
    private async Task<bool> ClaimsAnothersAsync(SetupLinkRow link, string customerId, ReturnHint hint, CancellationToken cancellationToken)
    {
        if (hint.PhoneNumberId is null) return false;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Connections.AnyAsync(c => c.UserId == link.UserId && c.PhoneNumberId == hint.PhoneNumberId, cancellationToken)) return false;

        try
        {
            var number = await kapso.PhoneNumbers.GetAsync(hint.PhoneNumberId, cancellationToken);
            if (number.CustomerId == customerId) return false;
        }
        catch (KapsoException)
        {
            // Not there yet, or no clear answer: the page says "almost there" until the webhook or the sweep settles it.
            return false;
        }

        await MarkAsync(link, returnedAt: null, errorCode: null, cancellationToken);
        await AuditAsync(hint.SessionUserId ?? link.UserId, link.Id, hint.PhoneNumberId, cancellationToken);
        return true;
    }

    private async Task SettleAsync(Guid userId, string customerId, string? claimed, CancellationToken cancellationToken)
    {
        try
        {
            await settlement.SettleAsync(userId, customerId, Witness.Redirect, claimed, cancellationToken);
        }
        catch (KapsoException)
        {
            // Unknown is not failed: the page waits, live, for whoever finds out next.
        }
    }

    private async Task MarkAsync(SetupLinkRow link, DateTimeOffset? returnedAt, string? errorCode, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.SetupLinks.Where(row => row.Id == link.Id && row.SettledAt == null).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.ReturnedAt, returnedAt).SetProperty(row => row.ErrorCode, errorCode), cancellationToken);
    }

    private async Task<SetupLinkRow> ReadAsync(string linkId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.SetupLinks.AsNoTracking().SingleAsync(row => row.Id == linkId, cancellationToken);
    }

    private async Task AuditAsync(Guid userId, string linkId, string? claimed, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.AuditEntries.Add(new()
        {
            UserId = userId,
            Action = "cross_customer_claim",
            SetupLinkId = linkId,
            PhoneNumberId = claimed,
            RemoteAddress = origin.RemoteAddress,
            At = time.GetUtcNow(),
        });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Kapso's codes are words; whatever else comes is not repeated to anybody.</summary>
    private static string Word(string code) =>
        code.Length is > 0 and <= 64 && code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_') ? code : "unknown";
}
