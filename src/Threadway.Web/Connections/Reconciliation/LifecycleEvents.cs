using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Kapso.Webhooks;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Data;
using Threadway.Web.Hosting;
using Threadway.Web.Webhooks;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>
/// What Kapso's events mean for connections. An event names a number and hardly more (contract 9.2), so Kapso is asked
/// before anything is recorded; what cannot be told yet is looked at again, not dropped.
/// </summary>
internal sealed class LifecycleEvents(
    KapsoCustomers customers, Settlement settlement, ConnectionUpdates updates, IDbContextFactory<ThreadwayDb> databases)
{
    public Task<Handling> HandleAsync(KapsoEvent received, DateTimeOffset receivedAt, CancellationToken cancellationToken) => received switch
    {
        PhoneNumberEvent number => HandleAsync(number, receivedAt, cancellationToken),
        AccountEvent account => HandleAsync(account, receivedAt, cancellationToken),
        NumberEvent { PhoneNumberId: { } phoneNumberId } => HeardAsync(phoneNumberId, receivedAt, cancellationToken),
        // A batch holds the events of one conversation: one number.
        EventBatch { Items: [NumberEvent { PhoneNumberId: { } phoneNumberId }, ..] } => HeardAsync(phoneNumberId, receivedAt, cancellationToken),
        _ => Task.FromResult(Handling.Kept),
    };

    private async Task<Handling> HandleAsync(PhoneNumberEvent received, DateTimeOffset receivedAt, CancellationToken cancellationToken)
    {
        // A number without a customer is the project's own: nobody's connection.
        if (received.CustomerId is not { } customerId) return Handling.Kept;
        if (await customers.FindUserAsync(customerId, received.CustomerExternalId, cancellationToken) is not { } userId)
            return Handling.Later("customer not known yet");

        var sight = await settlement.SettleNumberAsync(
            userId, customerId, received.PhoneNumberId, Said(received, received.OccurredAt ?? receivedAt), WantsHealth(received.Name), cancellationToken);
        return (received.Name, sight) switch
        {
            (_, Sight.Unclear) => Handling.Later("no clear answer from Kapso"),
            (KapsoEvents.PhoneNumberCreated, Sight.Absent) => Handling.Later("number not visible yet"),
            // Deletion is announced when teardown starts: the number may still be readable (contract 9.2).
            (KapsoEvents.PhoneNumberDeleted, Sight.Present) => Handling.Later("number still visible"),
            _ => Handling.Done,
        };
    }

    private static IReadOnlyList<Testimony> Said(PhoneNumberEvent received, DateTimeOffset at) => received.Name switch
    {
        KapsoEvents.PhoneNumberDisconnected when received.ConnectionType == ConnectionType.Coexistence =>
            [new(Fact.CredentialLost, at, received.SourceEvent), new(Fact.UnlinkedOnPhone, at, received.SourceEvent)],
        KapsoEvents.PhoneNumberDisconnected => [new(Fact.CredentialLost, at, received.SourceEvent)],
        KapsoEvents.PhoneNumberOffboarded => [new(Fact.Offboarded, at, received.SourceEvent)],
        KapsoEvents.PhoneNumberReconnected => [new(Fact.CredentialGood, at, received.SourceEvent)],
        _ => [new(Fact.Announced, at, received.Name)],
    };

    /// <summary>Health has a small budget of its own (contract 2.4) and lags in a number's first minutes: it is asked only where an event speaks of trouble or its end.</summary>
    private static bool WantsHealth(string name) =>
        name is KapsoEvents.PhoneNumberDisconnected or KapsoEvents.PhoneNumberOffboarded or KapsoEvents.PhoneNumberReconnected;

    /// <summary>An account may hold numbers of several customers (contract 9.4): each owner's row is touched alone.</summary>
    private async Task<Handling> HandleAsync(AccountEvent received, DateTimeOffset receivedAt, CancellationToken cancellationToken)
    {
        var ids = received.PhoneNumbers.Select(number => number.Id).ToList();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var affected = await db.Connections.AsNoTracking()
            .Where(c => ids.Contains(c.PhoneNumberId) && c.Status != ConnectionStatus.Disconnected)
            .Join(db.Users.Where(u => u.KapsoCustomerId != null), c => c.UserId, u => u.Id, (c, u) => new { c.UserId, c.PhoneNumberId, u.KapsoCustomerId })
            .ToListAsync(cancellationToken);

        var at = received.OccurredAt ?? receivedAt;
        var handling = Handling.Done;
        foreach (var number in affected)
        {
            var sight = await settlement.SettleNumberAsync(
                number.UserId, number.KapsoCustomerId!, number.PhoneNumberId, [Said(received, at)], withHealth: true, cancellationToken);
            if (sight == Sight.Unclear) handling = Handling.Later("no clear answer from Kapso");
        }
        return handling;
    }

    private static Testimony Said(AccountEvent received, DateTimeOffset at) => received.Name switch
    {
        KapsoEvents.AccountDisabled => new(Fact.SendingBlocked, at, received.Ban?.State ?? received.Name),
        KapsoEvents.AccountRestricted => new(Fact.SendingLimited, at, string.Join(", ", received.Restrictions.Select(restriction => restriction.Type))),
        KapsoEvents.AccountReinstated => new(Fact.SendingAllowed, at, received.Name),
        _ => new(Fact.Announced, at, received.Violation?.Type ?? received.Name),
    };

    /// <summary>A message event is the best proof that the number is receiving; its content belongs to messaging.</summary>
    private async Task<Handling> HeardAsync(string phoneNumberId, DateTimeOffset receivedAt, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var owners = await db.Connections
            .Where(c => c.PhoneNumberId == phoneNumberId && c.Status == ConnectionStatus.Connected)
            .Select(c => c.UserId).ToListAsync(cancellationToken);
        await db.Connections
            .Where(c => c.PhoneNumberId == phoneNumberId && c.Status == ConnectionStatus.Connected && (c.LastEventAt == null || c.LastEventAt < receivedAt))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.LastEventAt, receivedAt), cancellationToken);
        owners.ForEach(updates.Publish);
        return Handling.Kept;
    }
}
