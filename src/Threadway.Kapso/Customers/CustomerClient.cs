using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>Customers (Kapso Platform: customers). Every call throws <see cref="KapsoException"/> when it fails.</summary>
public sealed class CustomerClient
{
    private readonly KapsoTransport transport;

    internal CustomerClient(KapsoTransport transport) => this.transport = transport;

    /// <summary>
    /// Makes a customer. Never repeated by itself: after a lost answer, look with <see cref="FindByExternalIdAsync"/> first.
    /// </summary>
    /// <exception cref="KapsoValidationException">Kapso refused the name or the key.</exception>
    /// <exception cref="KapsoOutcomeUnknownException">The answer was lost; the customer may exist.</exception>
    public Task<Customer> CreateAsync(CreateCustomer customer, CancellationToken cancellationToken = default) =>
        transport.SendForDataAsync(
            KapsoCall.Post(
                "kapso.customers.create",
                KapsoPath.Platform($"customers"),
                JsonBody.Wrap("customer", customer, KapsoJson.Default.CreateCustomer)),
            KapsoJson.Default.DataOfCustomer,
            cancellationToken);

    /// <summary>Reads one customer.</summary>
    /// <exception cref="KapsoNotFoundException">The project has no such customer.</exception>
    public Task<Customer> GetAsync(string customerId, CancellationToken cancellationToken = default) =>
        transport.SendForDataAsync(
            KapsoCall.Get("kapso.customers.get", KapsoPath.Platform($"customers/{customerId}")),
            KapsoJson.Default.DataOfCustomer,
            cancellationToken);

    /// <summary>Changes a customer.</summary>
    /// <exception cref="KapsoNotFoundException">The project has no such customer.</exception>
    /// <exception cref="KapsoValidationException">Kapso refused the change.</exception>
    public Task<Customer> UpdateAsync(string customerId, UpdateCustomer change, CancellationToken cancellationToken = default) =>
        transport.SendForDataAsync(
            KapsoCall.Patch(
                "kapso.customers.update",
                KapsoPath.Platform($"customers/{customerId}"), JsonBody.Wrap("customer", change, KapsoJson.Default.UpdateCustomer)),
            KapsoJson.Default.DataOfCustomer,
            cancellationToken);

    /// <summary>Deletes a customer. What becomes of its numbers and links, Kapso does not document.</summary>
    /// <exception cref="KapsoNotFoundException">The project has no such customer.</exception>
    public Task DeleteAsync(string customerId, CancellationToken cancellationToken = default) =>
        transport.SendAsync(KapsoCall.Delete("kapso.customers.delete", KapsoPath.Platform($"customers/{customerId}")), cancellationToken);

    /// <summary>Lists customers, newest first, fetching pages as they are enumerated.</summary>
    public IAsyncEnumerable<Customer> ListAsync(CustomerFilter? filter = null, CancellationToken cancellationToken = default) =>
        transport.ListAsync(
            "kapso.customers.list",
            KapsoPath.Platform($"customers"),
            new Query()
                .With("name_contains", filter?.NameContains)
                .With("external_customer_id", filter?.ExternalCustomerId)
                .With("created_after", filter?.CreatedAfter)
                .With("created_before", filter?.CreatedBefore)
                .With("per_page", filter?.PageSize),
            KapsoJson.Default.PageOfCustomer,
            cancellationToken);

    /// <summary>
    /// Finds the customer with the caller's own key, or <see langword="null"/>. Kapso does not promise that the key is unique:
    /// when several have it, the oldest is returned, so that every caller settles on the same one.
    /// </summary>
    public async Task<Customer?> FindByExternalIdAsync(string externalCustomerId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(externalCustomerId);

        Customer? oldest = null;
        var candidates = ListAsync(new() { ExternalCustomerId = externalCustomerId }, cancellationToken);
        await foreach (var customer in candidates.ConfigureAwait(false))
        {
            if (customer.ExternalCustomerId == externalCustomerId && (oldest is null || IsOlder(customer, oldest)))
                oldest = customer;
        }

        return oldest;
    }

    private static bool IsOlder(Customer one, Customer other) =>
        one.CreatedAt != other.CreatedAt ? one.CreatedAt < other.CreatedAt : string.CompareOrdinal(one.Id, other.Id) < 0;
}
