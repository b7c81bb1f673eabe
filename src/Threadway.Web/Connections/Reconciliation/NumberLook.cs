using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Data;
using Threadway.Web.Kapso;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>What a look at one number came to.</summary>
internal enum Sight
{
    Present,
    Absent,
    /// <summary>Kapso shows it under somebody else's customer.</summary>
    SomebodyElses,
    /// <summary>It came out of a reconnect that was for another number.</summary>
    Refused,
    /// <summary>Kapso gave no answer that says anything: look again later.</summary>
    Unclear,
}

/// <summary>Asks Kapso about numbers and has what it says recorded. The time of an observation is when the read began.</summary>
internal sealed partial class NumberLook(
    KapsoClient kapso,
    ConnectionUpdater updater,
    ReconnectGuard guard,
    NumberSubscriptions subscriptions,
    IDbContextFactory<ThreadwayDb> databases,
    TimeProvider time,
    ILogger<NumberLook> logger)
{
    /// <summary>One number, freshly read. <paramref name="said"/> is what the caller already knows, for example what an event said.</summary>
    public async Task<Sight> LookAsync(
        Guid userId, string customerId, string phoneNumberId, Witness witness, IReadOnlyList<Testimony> said, bool withHealth, CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        try
        {
            var number = await kapso.PhoneNumbers.GetAsync(phoneNumberId, cancellationToken);
            if (number.CustomerId != customerId)
            {
                if (await IsKnownAsync(userId, phoneNumberId, cancellationToken))
                    await updater.UpdateWhatsAppConnectionAsync(userId, phoneNumberId, witness, [.. said, new(Fact.Absent, began, "another_customer")], cancellationToken);
                return Sight.SomebodyElses;
            }

            IReadOnlyList<Testimony> health = withHealth ? await HealthAsync(phoneNumberId, cancellationToken) : [];
            return await SeenAsync(userId, number, began, witness, [.. said, .. health], cancellationToken);
        }
        catch (KapsoNotFoundException)
        {
            await updater.UpdateWhatsAppConnectionAsync(userId, phoneNumberId, witness, [.. said, new(Fact.Absent, began)], cancellationToken);
            return Sight.Absent;
        }
        catch (KapsoException e)
        {
            Log.Unclear(logger, phoneNumberId, e.Status, e.Code);
            await updater.UpdateWhatsAppConnectionAsync(
                userId, phoneNumberId, witness, [.. said, new(Fact.Unclear, began, e.Reason())], cancellationToken);
            return Sight.Unclear;
        }
    }

    /// <summary>Every number of the customer, and every number that we hold for the user and the list does not show.</summary>
    /// <exception cref="KapsoException">The list could not be read: nothing is known, so nothing is recorded.</exception>
    public async Task LookAtAllAsync(Guid userId, string customerId, Witness witness, CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // Health alone tells that an account may send again, and its budget is small: it is asked for those that may not.
        var troubled = await db.Connections
            .Where(c => c.UserId == userId && (c.Sending == LightReason.SendingBlocked || c.Sending == LightReason.SendingLimited))
            .Select(c => c.PhoneNumberId)
            .ToListAsync(cancellationToken);

        var listed = new HashSet<string>();
        await foreach (var number in kapso.PhoneNumbers.ListAsync(new() { CustomerId = customerId }, cancellationToken))
        {
            if (number.CustomerId != customerId) continue;
            listed.Add(number.Id);
            await SeenAsync(userId, number, began, witness, troubled.Contains(number.Id) ? await HealthAsync(number.Id, cancellationToken) : [], cancellationToken);
        }

        var unlisted = await db.Connections
            .Where(c => c.UserId == userId && c.Linked != LightReason.GoneAtKapso && c.Status != ConnectionStatus.Disconnected && !listed.Contains(c.PhoneNumberId))
            .Select(c => c.PhoneNumberId)
            .ToListAsync(cancellationToken);
        foreach (var phoneNumberId in unlisted)
            await LookAsync(userId, customerId, phoneNumberId, witness, [], withHealth: false, cancellationToken);
    }

    private async Task<Sight> SeenAsync(
        Guid userId, PhoneNumber number, DateTimeOffset began, Witness witness, IReadOnlyList<Testimony> said, CancellationToken cancellationToken)
    {
        var snapshot = NumberSnapshot.Of(number);
        if (await guard.RefusesAsync(userId, number.Id, snapshot, cancellationToken)) return Sight.Refused;

        await LeaveFormerOwnersAsync(userId, number.Id, began, witness, cancellationToken);
        var connection = await updater.UpdateWhatsAppConnectionAsync(
            userId, number.Id, witness, [.. said, new(Fact.Present, began, Snapshot: snapshot)], cancellationToken);
        if (connection is { DisconnectRequestedAt: null, Receiving: not LightReason.Receiving })
            await subscriptions.EnsureAsync(userId, number.Id, witness, cancellationToken);
        return Sight.Present;
    }

    /// <summary>A number has one customer: what shows it under this one shows that it left the others.</summary>
    private async Task LeaveFormerOwnersAsync(
        Guid userId, string phoneNumberId, DateTimeOffset began, Witness witness, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var former = await db.Connections
            .Where(c => c.PhoneNumberId == phoneNumberId && c.UserId != userId && c.Status == ConnectionStatus.Connected)
            .Select(c => c.UserId)
            .ToListAsync(cancellationToken);
        foreach (var owner in former)
            await updater.UpdateWhatsAppConnectionAsync(owner, phoneNumberId, witness, [new(Fact.Absent, began, "another_customer")], cancellationToken);
    }

    /// <summary>
    /// What health says outright about credentials and account; silence and odd words say nothing. Kapso caches it
    /// (contract 6.3), so it speaks for the moment that it names, not for the moment of asking.
    /// </summary>
    private async Task<IReadOnlyList<Testimony>> HealthAsync(string phoneNumberId, CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        PhoneNumberHealth health;
        try
        {
            health = await kapso.PhoneNumbers.GetHealthAsync(phoneNumberId, cancellationToken);
        }
        catch (KapsoException e)
        {
            return [new(Fact.Unclear, began, e.Reason())];
        }

        var at = health.Timestamp is { } taken && taken < began ? taken : began;
        // Without credentials nothing can be sent: what health says of the account then follows from that and outlives it.
        if (health.HasDeadToken) return [new(Fact.CredentialLost, at, "190")];
        if (health.IsConnected == false) return [new(Fact.CredentialLost, at, "health_disconnected")];

        var said = new List<Testimony>();
        if (health.IsConnected == true) said.Add(new(Fact.CredentialGood, at));

        var problem = health.MessagingProblems is [var first, ..] ? $"{first.Code} {first.Description}".Trim() : null;
        switch (health.MessagingStatus?.ToUpperInvariant())
        {
            case "AVAILABLE": said.Add(new(Fact.SendingAllowed, at)); break;
            case "LIMITED": said.Add(new(Fact.SendingLimited, at, problem)); break;
            case "BLOCKED": said.Add(new(Fact.SendingBlocked, at, problem)); break;
        }
        return said;
    }

    private async Task<bool> IsKnownAsync(Guid userId, string phoneNumberId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Connections.AnyAsync(c => c.UserId == userId && c.PhoneNumberId == phoneNumberId, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Kapso gave no clear answer about number {PhoneNumberId} (status {Status}, code {Code}); looking again later")]
        public static partial void Unclear(ILogger logger, string phoneNumberId, int? status, string? code);
    }
}
