using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Data;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>Whose a customer of Kapso's is.</summary>
internal sealed class CustomerOwners(KapsoClient kapso)
{
    /// <summary>By our own record, else by the external id that Kapso holds. Null while we do not know it.</summary>
    /// <exception cref="KapsoException">Kapso could not be asked.</exception>
    public async Task<Guid?> FindUserAsync(ThreadwayDb db, string customerId, string? externalId, CancellationToken cancellationToken)
    {
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
}
