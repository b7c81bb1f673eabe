using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Data;

namespace Threadway.Web.Connections.Setup;

/// <summary>What a user may see of their own setups. Every query starts from the user.</summary>
internal sealed class SetupQueries(IDbContextFactory<ThreadwayDb> databases, TimeProvider time)
{
    /// <summary>How long a browser's word that it is done counts while Kapso knows of nothing: then the setup can be gone on with.</summary>
    private static readonly TimeSpan HintLife = TimeSpan.FromMinutes(10);

    /// <summary>The newest setup, while there is something to say of it: it waits, or it failed.</summary>
    public async Task<SetupView?> FindOpenAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var newest = await db.SetupLinks.AsNoTracking()
            .Where(row => row.UserId == userId)
            .OrderByDescending(row => row.CreatedAt)
            .FirstOrDefaultAsync(cancellationToken);
        return newest is { SettledAt: null } or { ErrorCode: not null } ? await ViewAsync(db, newest, cancellationToken) : null;
    }

    public async Task<SetupView?> FindAsync(Guid userId, string linkId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, userId, linkId, cancellationToken);
    }

    public async Task<SetupView?> FindAsync(ThreadwayDb db, Guid userId, string linkId, CancellationToken cancellationToken)
    {
        var link = await db.SetupLinks.AsNoTracking().SingleOrDefaultAsync(row => row.UserId == userId && row.Id == linkId, cancellationToken);
        return link is null ? null : await ViewAsync(db, link, cancellationToken);
    }

    private async Task<SetupView> ViewAsync(ThreadwayDb db, SetupLinkRow link, CancellationToken cancellationToken) => new()
    {
        LinkId = link.Id,
        ContinuePath = SetupPaths.Continue(link.ConnectId),
        Purpose = link.Purpose,
        State = StateOf(link),
        CreatedAt = link.CreatedAt,
        ExpiresAt = link.ExpiresAt,
        ErrorCode = link.ErrorCode,
        ProviderSentence = link.ProviderSentence,
        ExpectedPhoneNumber = link.ExpectedPhoneNumberId is not { } expected ? null : await db.Connections
            .Where(c => c.UserId == link.UserId && (c.PhoneNumberId == expected || c.Digits == link.ExpectedDigits))
            .Select(c => c.PhoneNumber)
            .FirstOrDefaultAsync(cancellationToken),
        PhoneNumberId = link.PhoneNumberId,
    };

    private SetupState StateOf(SetupLinkRow link)
    {
        if (Mismatch.Is(link.ErrorCode)) return SetupState.Failed;
        if (link.Status == SetupLinkStatus.Used || link.SetupStatus == WhatsappSetupStatus.Completed)
            return link.PhoneNumberId is null ? SetupState.Processing : SetupState.Completed;
        if (link.Status == SetupLinkStatus.Revoked) return SetupState.Revoked;
        if (link.Status == SetupLinkStatus.Expired || link.ExpiresAt <= time.GetUtcNow()) return SetupState.Expired;
        if (link.SetupStatus == WhatsappSetupStatus.Failed || link.ErrorCode is not null) return SetupState.Failed;
        return link.SetupStatus == WhatsappSetupStatus.Processing || link.ReturnedAt > time.GetUtcNow() - HintLife ? SetupState.Processing : SetupState.Unfinished;
    }
}
