using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Accounts;
using Threadway.Web.Cluster;
using Threadway.Web.Data;

namespace Threadway.Web.Connections.Setup;

/// <summary>
/// One customer at Kapso for each user. Kapso does not promise that <c>external_customer_id</c> is unique (contract 3),
/// so it is looked up first, and where two creations met, the oldest is everybody's.
/// </summary>
internal sealed class KapsoCustomers(KapsoClient kapso, IDbContextFactory<ThreadwayDb> databases, UserChanges changes)
{
    /// <exception cref="KapsoException">Kapso refused, or could not be reached; nothing is stored then.</exception>
    public async Task<string> EnsureAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var user = await db.Users.AsNoTracking().SingleAsync(u => u.Id == userId, cancellationToken);
        if (user.KapsoCustomerId is { } known) return known;

        var customer = await FindOrCreateAsync(user, cancellationToken);
        await db.Users
            .Where(u => u.Id == userId && u.KapsoCustomerId == null)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.KapsoCustomerId, customer.Id), cancellationToken);
        changes.Publish(userId);
        return await db.Users.Where(u => u.Id == userId).Select(u => u.KapsoCustomerId!).SingleAsync(cancellationToken);
    }

    /// <summary>Forgets a customer that Kapso no longer has, so that the next press makes a new one.</summary>
    public async Task ForgetAsync(Guid userId, string customerId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Users
            .Where(u => u.Id == userId && u.KapsoCustomerId == customerId)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.KapsoCustomerId, (string?)null), cancellationToken);
    }

    private async Task<Customer> FindOrCreateAsync(User user, CancellationToken cancellationToken)
    {
        var externalId = user.Id.ToString();
        if (await kapso.Customers.FindByExternalIdAsync(externalId, cancellationToken) is { } existing) return existing;

        KapsoException? refusal = null;
        Customer? created = null;
        try
        {
            created = await kapso.Customers.CreateAsync(
                new() { Name = user.Name ?? $"Threadway {user.PhoneNumber}", ExternalCustomerId = externalId }, cancellationToken);
        }
        catch (KapsoException e) when (e is KapsoValidationException or KapsoOutcomeUnknownException || e.Status == 409)
        {
            // Refused as a duplicate, or made without our hearing of it: the look below tells.
            refusal = e;
        }

        return await kapso.Customers.FindByExternalIdAsync(externalId, cancellationToken) ?? created ?? throw refusal!;
    }
}
