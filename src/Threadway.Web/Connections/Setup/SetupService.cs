using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Threadway.Kapso;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Data;
using Threadway.Web.Hosting;
using Threadway.Web.Kapso;
using Threadway.Web.Kapso.Budget;

namespace Threadway.Web.Connections.Setup;

/// <summary>
/// Begins, continues and repeats setups: what the buttons, the API and the continue address call. Each takes the user's turn,
/// and throws <see cref="UserTurnUnavailableException"/> where it cannot be had in time, or <see cref="KapsoBudgetException"/> where
/// Kapso's limit is used up.
/// </summary>
internal sealed class SetupService(
    SetupLinkMaker maker,
    UserReconciliation reconciliation,
    SetupQueries queries,
    IUserTurn turns,
    PersonWait wait,
    IDbContextFactory<ThreadwayDb> databases,
    IOptionsMonitor<SetupLinkOptions> options)
{
    public async Task<SetupOutcome> StartAsync(Guid userId, SetupRequest request, CancellationToken cancellationToken)
    {
        using var limit = wait.Begin();
        using var work = KapsoWork.Begin(KapsoPriority.Person, userId);
        using var turn = await turns.TakeAsync(userId, cancellationToken);
        return await maker.GetOrCreateAsync(
            userId,
            new()
            {
                ConnectId = Guid.CreateVersion7(),
                Purpose = request.Purpose,
                ConnectionTypes = request.ConnectionTypes ?? [.. options.CurrentValue.ConnectionTypes.Select(type => new ConnectionType(type))],
                Language = KapsoLanguages.For(request.Language),
            },
            cancellationToken);
    }

    public async Task<SetupOutcome> ReconnectAsync(Guid userId, string phoneNumberId, string? language, CancellationToken cancellationToken)
    {
        using var limit = wait.Begin();
        using var work = KapsoWork.Begin(KapsoPriority.Person, userId);
        using var turn = await turns.TakeAsync(userId, cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var connection = await db.Connections.Of(userId, phoneNumberId).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (connection is null) return new SetupUnknownNumber();
        if (connection.Lights.Linked == LightReason.Disconnecting) return new SetupNotNeeded(connection.Status);

        return await maker.GetOrCreateAsync(userId, ReconnectPlan(connection, KapsoLanguages.For(language), Guid.CreateVersion7()), cancellationToken);
    }

    /// <summary>
    /// What stands behind the stable address of an attempt: the truth first, then the active link, else a new one, a bounded
    /// number of times.
    /// </summary>
    public async Task<SetupOutcome> ContinueAsync(Guid userId, Guid connectId, CancellationToken cancellationToken)
    {
        using var limit = wait.Begin();
        using var work = KapsoWork.Begin(KapsoPriority.Person, userId);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var last = await LastLinkAsync(db, userId, connectId, cancellationToken);
        if (last is null) return new SetupUnknownNumber();

        // Not knowing is no reason to stop here: handing out the link asks Kapso again and says what is wrong.
        if (last.SettledAt is null) await reconciliation.RunAsync(db, userId, ReconciliationTrigger.Continued, cancellationToken);
        if (await queries.FindAsync(db, userId, last.Id, cancellationToken) is { State: SetupState.Completed or SetupState.Processing } setup)
            return new SetupSettled(setup);

        using var turn = await turns.TakeAsync(userId, cancellationToken);
        last = (await LastLinkAsync(db, userId, connectId, cancellationToken))!;
        var links = await db.SetupLinks.CountAsync(link => link.UserId == userId && link.ConnectId == connectId, cancellationToken);
        if (links >= options.CurrentValue.LinksPerAttempt && last.Status != SetupLinkStatus.Active) return new SetupExhausted();

        return await maker.GetOrCreateAsync(userId, await PlanAsync(db, last, cancellationToken), cancellationToken);
    }

    private static Task<SetupLinkRow?> LastLinkAsync(ThreadwayDb db, Guid userId, Guid connectId, CancellationToken cancellationToken) =>
        db.SetupLinks.AsNoTracking()
            .Where(link => link.UserId == userId && link.ConnectId == connectId)
            .OrderByDescending(link => link.CreatedAt)
            .FirstOrDefaultAsync(cancellationToken);

    private static async Task<SetupPlan> PlanAsync(ThreadwayDb db, SetupLinkRow last, CancellationToken cancellationToken)
    {
        var connection = last.ExpectedPhoneNumberId is not { } expected
            ? null
            : await db.Connections.Of(last.UserId, expected).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return connection is not null
            ? ReconnectPlan(connection, last.Language, last.ConnectId)
            : new()
            {
                ConnectId = last.ConnectId,
                Purpose = last.Purpose,
                ConnectionTypes = [.. last.ConnectionTypes.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(type => new ConnectionType(type))],
                Language = last.Language,
            };
    }

    private static SetupPlan ReconnectPlan(Connection connection, string? language, Guid connectId) => new()
    {
        ConnectId = connectId,
        Purpose = SetupPurpose.Reconnect,
        ConnectionTypes = connection.ConnectionType is { } type ? [type] : [ConnectionType.Coexistence, ConnectionType.Dedicated],
        Language = language,
        ExpectedPhoneNumberId = connection.PhoneNumberId,
        ExpectedDigits = connection.Digits,
        ExpectedBusinessAccountId = connection.BusinessAccountId,
        ReconnectInPlace = connection is { Lights.Linked: LightReason.Linked, Digits: not null },
    };
}
