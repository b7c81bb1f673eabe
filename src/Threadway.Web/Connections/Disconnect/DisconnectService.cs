using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Data;
using Threadway.Web.Hosting;

namespace Threadway.Web.Connections.Disconnect;

/// <summary>
/// Disconnects a number in steps that survive a crash: the wish is stored, our webhook removed, the number removed at Kapso,
/// its absence confirmed. Each step may be repeated; the sweep goes on with what is unfinished.
/// </summary>
internal sealed class DisconnectService(
    KapsoClient kapso,
    ConnectionUpdater updater,
    NumberSubscriptions subscriptions,
    UserGate gate,
    IDbContextFactory<ThreadwayDb> databases,
    RequestOrigin origin,
    TimeProvider time)
{
    public async Task<DisconnectOutcome> DisconnectAsync(Guid userId, string phoneNumberId, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(userId, cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var connection = await db.Connections.AsNoTracking()
            .SingleOrDefaultAsync(c => c.UserId == userId && c.PhoneNumberId == phoneNumberId, cancellationToken);
        if (connection is null) return new DisconnectUnknownNumber();
        if (connection.Status == ConnectionStatus.Disconnected) return Done(connection);

        if (connection.DisconnectRequestedAt is null)
        {
            db.AuditEntries.Add(new()
            {
                UserId = userId,
                Action = "disconnect_requested",
                PhoneNumberId = phoneNumberId,
                RemoteAddress = origin.RemoteAddress,
                At = time.GetUtcNow(),
            });
            await db.SaveChangesAsync(cancellationToken);
            await updater.UpdateWhatsAppConnectionAsync(
                userId, phoneNumberId, Witness.User, [new(Fact.DisconnectRequested, time.GetUtcNow())], cancellationToken);
        }
        return await CarryOutAsync(userId, phoneNumberId, Witness.User, cancellationToken);
    }

    /// <summary>The steps at Kapso; the caller has the user's turn.</summary>
    public async Task<DisconnectOutcome> CarryOutAsync(Guid userId, string phoneNumberId, Witness witness, CancellationToken cancellationToken)
    {
        try
        {
            if (await IsOursAsync(userId, phoneNumberId, cancellationToken)) await RemoveAsync(phoneNumberId, cancellationToken);
            var began = time.GetUtcNow();
            if (await IsOursAsync(userId, phoneNumberId, cancellationToken)) return new DisconnectPending("kapso_number_still_there", null);

            var connection = await updater.UpdateWhatsAppConnectionAsync(userId, phoneNumberId, witness, [new(Fact.Absent, began)], cancellationToken);
            return Done(connection!);
        }
        catch (KapsoException e)
        {
            return new DisconnectPending("kapso_disconnect_failed", e.Title);
        }
    }

    private async Task RemoveAsync(string phoneNumberId, CancellationToken cancellationToken)
    {
        try
        {
            await subscriptions.RemoveAsync(phoneNumberId, cancellationToken);
            await kapso.PhoneNumbers.DeleteAsync(phoneNumberId, cancellationToken);
        }
        catch (KapsoNotFoundException)
        {
            // Gone already: an earlier try got further than we heard, or somebody removed it at Kapso.
        }
    }

    /// <summary>Whether Kapso shows the number under this user's customer: one that moved to another customer is not ours to remove.</summary>
    private async Task<bool> IsOursAsync(Guid userId, string phoneNumberId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var customerId = await db.Users.Where(u => u.Id == userId).Select(u => u.KapsoCustomerId).SingleAsync(cancellationToken);
        try
        {
            return (await kapso.PhoneNumbers.GetAsync(phoneNumberId, cancellationToken)).CustomerId == customerId;
        }
        catch (KapsoNotFoundException)
        {
            return false;
        }
    }

    private static Disconnected Done(Connection connection) =>
        new(PhoneStepRemains: connection.ConnectionType == ConnectionType.Coexistence && !connection.UnlinkedOnPhone);
}
