using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Kapso.Webhooks;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Data;
using Threadway.Web.Webhooks;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>
/// What Kapso's events mean for connections. An event names a number and hardly more (contract 9.2), so Kapso is asked
/// before anything is recorded; what cannot be told yet is looked at again, not dropped.
/// </summary>
internal sealed class ConnectionEvents(
    CustomerOwners customers, UserReconciliation reconciliation, IDbContextFactory<ThreadwayDb> databases) : IWebhookConsumer
{
    private const string Unclear = "no clear answer from Kapso";

    public bool ActsOn(KapsoEvent received) => received is PhoneNumberEvent or AccountEvent;

    public async Task<EventOutcome> HandleAsync(KapsoEvent received, DateTimeOffset receivedAt, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return received switch
        {
            PhoneNumberEvent number => await HandleAsync(db, number, receivedAt, cancellationToken),
            AccountEvent account => await HandleAsync(db, account, receivedAt, cancellationToken),
            _ => EventOutcome.Handled,
        };
    }

    private async Task<EventOutcome> HandleAsync(ThreadwayDb db, PhoneNumberEvent received, DateTimeOffset receivedAt, CancellationToken cancellationToken)
    {
        // A number without a customer is the project's own: nobody's connection.
        if (received.CustomerId is not { } customerId) return EventOutcome.Handled;
        if (await customers.FindUserAsync(db, customerId, received.CustomerExternalId, cancellationToken) is not { } userId)
            return EventOutcome.Later("customer not known yet");

        var trigger = ReconciliationTrigger.Event(customerId, received.PhoneNumberId, Said(received, received.OccurredAt ?? receivedAt), WantsHealth(received.Name));
        var reconciled = await reconciliation.RunAsync(db, userId, trigger, cancellationToken);
        return (received.Name, SightOf(reconciled)) switch
        {
            (_, NumberSight.Unclear) => EventOutcome.Later(Unclear),
            (KapsoEvents.PhoneNumberCreated, NumberSight.Absent) => EventOutcome.Later("number not visible yet"),
            // Deletion is announced when teardown starts: the number may still be readable (contract 9.2).
            (KapsoEvents.PhoneNumberDeleted, NumberSight.Present) => EventOutcome.Later("number still visible"),
            _ => EventOutcome.Handled,
        };
    }

    private static NumberSight SightOf(Reconciled reconciled) =>
        reconciled is { Failure: null, Reading.Numbers: [var number] } ? number.Sight : NumberSight.Unclear;

    private static IReadOnlyList<ObservedFact> Said(PhoneNumberEvent received, DateTimeOffset at) => received.Name switch
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
    private async Task<EventOutcome> HandleAsync(ThreadwayDb db, AccountEvent received, DateTimeOffset receivedAt, CancellationToken cancellationToken)
    {
        var ids = received.PhoneNumbers.Select(number => number.Id).ToList();
        var affected = await db.Connections.AsNoTracking()
            .Where(c => ids.Contains(c.PhoneNumberId) && c.Status != ConnectionStatus.Disconnected)
            .Join(db.Users.Where(u => u.KapsoCustomerId != null), c => c.UserId, u => u.Id, (c, u) => new { c.UserId, c.PhoneNumberId, u.KapsoCustomerId })
            .ToListAsync(cancellationToken);

        var at = received.OccurredAt ?? receivedAt;
        var outcome = EventOutcome.Handled;
        foreach (var number in affected)
        {
            var trigger = ReconciliationTrigger.Event(number.KapsoCustomerId!, number.PhoneNumberId, [Said(received, at)], withHealth: true);
            if (SightOf(await reconciliation.RunAsync(db, number.UserId, trigger, cancellationToken)) == NumberSight.Unclear)
                outcome = EventOutcome.Later(Unclear);
        }
        return outcome;
    }

    private static ObservedFact Said(AccountEvent received, DateTimeOffset at) => received.Name switch
    {
        KapsoEvents.AccountDisabled => new(Fact.SendingBlocked, at, received.Ban?.State ?? received.Name),
        KapsoEvents.AccountRestricted => new(Fact.SendingLimited, at, string.Join(", ", received.Restrictions.Select(restriction => restriction.Type))),
        KapsoEvents.AccountReinstated => new(Fact.SendingAllowed, at, received.Name),
        _ => new(Fact.Announced, at, received.Violation?.Type ?? received.Name),
    };
}
