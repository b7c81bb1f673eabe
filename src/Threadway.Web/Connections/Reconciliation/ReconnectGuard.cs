using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Numbers;
using Threadway.Web.Data;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>
/// Whoever sits at the browser may choose another number than the one that a reconnect is for. A number that came out of
/// such a reconnect is not connected behind the owner's back: the link says so in words instead.
/// </summary>
internal sealed class ReconnectGuard(IDbContextFactory<ThreadwayDb> databases, TimeProvider time)
{
    public const string NumberMismatch = "number_mismatch";

    public const string BusinessAccountMismatch = "business_account_mismatch";

    /// <summary>True when this number, new to us, appeared while a reconnect of another number was under way, and no later link was finished.</summary>
    public async Task<bool> RefusesAsync(Guid userId, string phoneNumberId, NumberSnapshot number, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (number.CreatedAt is not { } madeAt || await db.Connections.AnyAsync(c => c.UserId == userId && c.PhoneNumberId == phoneNumberId, cancellationToken))
            return false;

        // Kapso's own times on both sides, so that its clock and ours need not agree.
        var links = await db.SetupLinks.Where(link => link.UserId == userId).OrderByDescending(link => link.CreatedAt).ToListAsync(cancellationToken);
        var inForce = links.FirstOrDefault(link => link.CreatedAt <= madeAt);
        if (inForce is not { Purpose: SetupPurpose.Reconnect, ExpectedPhoneNumberId: { } expected } || expected == phoneNumberId) return false;
        if (inForce.ExpectedDigits is { } digits && digits == number.Digits) return false;
        if (links.Any(link => link.CreatedAt > madeAt && link.Purpose != SetupPurpose.Reconnect && link.Status == SetupLinkStatus.Used)) return false;

        await RefuseAsync(db, inForce, NumberMismatch, phoneNumberId, cancellationToken);
        return true;
    }

    /// <summary>Compares the business account after a reconnect. Null where the link asked for none or none is known.</summary>
    public async Task<Testimony?> CompareAsync(SetupLinkRow link, Connection number, DateTimeOffset began, CancellationToken cancellationToken)
    {
        if (link.ExpectedBusinessAccountId is not { } expected || number.BusinessAccountId is not { } actual) return null;
        if (expected == actual) return new Testimony(Fact.IdentityMatched, began);

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await RefuseAsync(db, link, BusinessAccountMismatch, link.ExpectedPhoneNumberId, cancellationToken);
        return new Testimony(Fact.IdentityMismatched, began, $"expected {expected}, found {actual}");
    }

    private async Task RefuseAsync(ThreadwayDb db, SetupLinkRow link, string code, string? phoneNumberId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var changed = await db.SetupLinks
            .Where(row => row.Id == link.Id && row.ErrorCode != code)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ErrorCode, code).SetProperty(row => row.SettledAt, now), cancellationToken);
        if (changed == 0) return;

        db.AuditEntries.Add(new()
        {
            UserId = link.UserId,
            Action = code,
            SetupLinkId = link.Id,
            PhoneNumberId = phoneNumberId,
            At = now,
        });
        await db.SaveChangesAsync(cancellationToken);
    }
}
