using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Cluster;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Data;

namespace Threadway.Web.Connections.Setup;

/// <summary>What a user may see of their own setups. Every query starts from the user.</summary>
internal sealed class SetupQueries(IDbContextFactory<ThreadwayDb> databases, UserChanges changes, TimeProvider time)
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
        if (newest is not ({ SettledAt: null } or { ErrorCode: not null })) return null;

        var view = await ViewAsync(db, newest, cancellationToken);
        return newest.PutAway == StandOf(view) || await IsOvertakenAsync(db, newest, view, cancellationToken) ? null : view;
    }

    /// <summary>Puts the setup's card away, as it stands: of another failure its owner is told again.</summary>
    public async Task PutAwayAsync(Guid userId, Guid connectId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var links = db.SetupLinks.Where(row => row.UserId == userId && row.ConnectId == connectId);
        if (await links.AsNoTracking().OrderByDescending(row => row.CreatedAt).FirstOrDefaultAsync(cancellationToken) is not { } newest) return;

        var view = await ViewAsync(db, newest, cancellationToken);
        if (!view.WaitsForItsOwner) return;

        var stand = StandOf(view);
        await links.Where(row => row.Id == newest.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.PutAway, stand), cancellationToken);
        changes.Publish(userId);
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

    private static string StandOf(SetupView view) => $"{view.State}:{view.ErrorCode}";

    /// <summary>A failure has nothing left to say where a number was connected since, or the one that it was about works.</summary>
    private static async Task<bool> IsOvertakenAsync(ThreadwayDb db, SetupLinkRow link, SetupView view, CancellationToken cancellationToken) =>
        view.State is SetupState.Failed or SetupState.Expired
        && await db.Connections.AnyAsync(
            c => c.UserId == link.UserId && c.Status == ConnectionStatus.Connected
                && (c.ConnectedAt > link.CreatedAt || c.PhoneNumberId == link.ExpectedPhoneNumberId),
            cancellationToken);

    private async Task<SetupView> ViewAsync(ThreadwayDb db, SetupLinkRow link, CancellationToken cancellationToken) => new()
    {
        LinkId = link.Id,
        ContinuePath = SetupPaths.Continue(link.ConnectId),
        PutAwayPath = SetupPaths.PutAway(link.ConnectId),
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
