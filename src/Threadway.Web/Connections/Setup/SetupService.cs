using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Threadway.Kapso;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Numbers;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Data;

namespace Threadway.Web.Connections.Setup;

/// <summary>Begins, continues and repeats setups: what the buttons, the API and the continue address call.</summary>
internal sealed class SetupService(
    SetupLinkMaker maker,
    Settlement settlement,
    ConnectionQueries queries,
    UserGate gate,
    IDbContextFactory<ThreadwayDb> databases,
    IOptionsMonitor<SetupLinkOptions> options)
{
    public async Task<SetupOutcome> StartAsync(Guid userId, SetupRequest request, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(userId, cancellationToken);
        return await maker.HandOutAsync(
            userId,
            new()
            {
                ConnectId = Guid.CreateVersion7(),
                Purpose = request.Purpose,
                ConnectionTypes = request.ConnectionTypes ?? [.. options.CurrentValue.ConnectionTypes.Select(type => new ConnectionType(type))],
                Language = KapsoLanguage(request.Language),
            },
            cancellationToken);
    }

    public async Task<SetupOutcome> ReconnectAsync(Guid userId, string phoneNumberId, string? language, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(userId, cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var connection = await db.Connections.AsNoTracking()
            .SingleOrDefaultAsync(c => c.UserId == userId && c.PhoneNumberId == phoneNumberId, cancellationToken);
        if (connection is null) return new SetupUnknownNumber();
        if (connection.Linked == LightReason.Disconnecting) return new SetupNotNeeded(connection.Status);

        return await maker.HandOutAsync(userId, ReconnectPlan(connection, KapsoLanguage(language), Guid.CreateVersion7()), cancellationToken);
    }

    /// <summary>
    /// What stands behind the stable address of an attempt: the truth first, then the active link, else a new one, a bounded
    /// number of times.
    /// </summary>
    public async Task<SetupOutcome> ContinueAsync(Guid userId, Guid connectId, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(userId, cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var last = await LastLinkAsync(db, userId, connectId, cancellationToken);
        if (last is null) return new SetupUnknownNumber();

        if (last.SettledAt is null && await db.Users.Where(u => u.Id == userId).Select(u => u.KapsoCustomerId).SingleAsync(cancellationToken) is { } customerId)
        {
            try
            {
                await settlement.SettleAsync(userId, customerId, Witness.User, claimed: null, cancellationToken);
            }
            catch (KapsoException)
            {
                // Not knowing is no reason to stop here: handing out the link asks Kapso again and says what is wrong.
            }
        }

        if (await queries.FindSetupAsync(userId, last.Id, cancellationToken) is { State: SetupState.Completed or SetupState.Processing } setup)
            return new SetupSettled(setup);

        last = (await LastLinkAsync(db, userId, connectId, cancellationToken))!;
        var links = await db.SetupLinks.CountAsync(link => link.UserId == userId && link.ConnectId == connectId, cancellationToken);
        if (links >= options.CurrentValue.LinksPerAttempt && last.Status != SetupLinkStatus.Active) return new SetupExhausted();

        return await maker.HandOutAsync(userId, await PlanAsync(db, last, cancellationToken), cancellationToken);
    }

    private static Task<SetupLinkRow?> LastLinkAsync(ThreadwayDb db, Guid userId, Guid connectId, CancellationToken cancellationToken) =>
        db.SetupLinks.AsNoTracking()
            .Where(link => link.UserId == userId && link.ConnectId == connectId)
            .OrderByDescending(link => link.CreatedAt)
            .FirstOrDefaultAsync(cancellationToken);

    private static async Task<SetupPlan> PlanAsync(ThreadwayDb db, SetupLinkRow last, CancellationToken cancellationToken)
    {
        var connection = last.Purpose != SetupPurpose.Reconnect ? null : await db.Connections.AsNoTracking().SingleOrDefaultAsync(
            c => c.UserId == last.UserId && c.PhoneNumberId == last.ExpectedPhoneNumberId, cancellationToken);
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
        ReconnectInPlace = connection is { Linked: LightReason.Linked, Digits: not null },
    };

    /// <summary>Kapso's page speaks six languages (contract 4.2); for any other it goes by the browser.</summary>
    private static string? KapsoLanguage(string? culture)
    {
        var language = culture is null ? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName : culture.Split('-')[0].ToLowerInvariant();
        return language is "en" or "es" or "pt" or "hi" or "id" or "ar" ? language : null;
    }
}
