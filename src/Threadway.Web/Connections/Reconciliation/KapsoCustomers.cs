using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Accounts;
using Threadway.Web.Data;
using Threadway.Web.Hosting;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>
/// One customer at Kapso for each user. Kapso does not promise that <c>external_customer_id</c> is unique (contract 3),
/// so it is looked up first, and where two creations met, the oldest is everybody's.
/// </summary>
internal sealed class KapsoCustomers(KapsoClient kapso, IDbContextFactory<ThreadwayDb> databases, ConnectionUpdates updates)
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
        updates.Publish(userId);
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

    /// <summary>Whose customer this is: by our own record, else by the external id that Kapso holds. Null while we do not know it.</summary>
    /// <exception cref="KapsoException">Kapso could not be asked.</exception>
    public async Task<Guid?> FindUserAsync(string customerId, string? externalId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var owner = await db.Users.Where(u => u.KapsoCustomerId == customerId).Select(u => (Guid?)u.Id).SingleOrDefaultAsync(cancellationToken);
        if (owner is not null) return owner;

        externalId ??= (await AskAsync(customerId, cancellationToken))?.ExternalCustomerId;
        return Guid.TryParse(externalId, out var id)
            ? await db.Users.Where(u => u.Id == id && u.KapsoCustomerId == null).Select(u => (Guid?)u.Id).SingleOrDefaultAsync(cancellationToken)
            : null;
    }

    private async Task<Customer?> AskAsync(string customerId, CancellationToken cancellationToken)
    {
        try
        {
            return await kapso.Customers.GetAsync(customerId, cancellationToken);
        }
        catch (KapsoNotFoundException)
        {
            return null;
        }
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
