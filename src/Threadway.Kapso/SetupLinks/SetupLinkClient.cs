using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>Setup links (Kapso Platform: setup links). Every call throws <see cref="KapsoException"/> when it fails.</summary>
public sealed class SetupLinkClient
{
    private readonly KapsoTransport transport;

    internal SetupLinkClient(KapsoTransport transport) => this.transport = transport;

    /// <summary>
    /// Makes a link, which revokes the customer's earlier active one. Never repeated by itself: after a lost answer, list the
    /// active links first, because a second create would kill the link of the first.
    /// </summary>
    /// <exception cref="KapsoNotFoundException">The project has no such customer.</exception>
    /// <exception cref="KapsoValidationException">Kapso refused a field, or the number to reconnect is not this customer's.</exception>
    /// <exception cref="KapsoOutcomeUnknownException">The answer was lost; the link may exist.</exception>
    public Task<SetupLink> CreateAsync(string customerId, CreateSetupLink link, CancellationToken cancellationToken = default) =>
        transport.SendForDataAsync(
            KapsoCall.Post(
                "kapso.setup_links.create",
                KapsoPath.Platform($"customers/{customerId}/setup_links"),
                JsonBody.Wrap("setup_link", link, KapsoJson.Default.CreateSetupLink)),
            KapsoJson.Default.DataOfSetupLink,
            cancellationToken);

    /// <summary>Changes a link.</summary>
    /// <exception cref="KapsoNotFoundException">The customer has no such link.</exception>
    /// <exception cref="KapsoValidationException">Kapso refused the change.</exception>
    public Task<SetupLink> UpdateAsync(
        string customerId, string setupLinkId, UpdateSetupLink change, CancellationToken cancellationToken = default) =>
        transport.SendForDataAsync(
            KapsoCall.Patch(
                "kapso.setup_links.update",
                KapsoPath.Platform($"customers/{customerId}/setup_links/{setupLinkId}"),
                JsonBody.Wrap("setup_link", change, KapsoJson.Default.UpdateSetupLink)),
            KapsoJson.Default.DataOfSetupLink,
            cancellationToken);

    /// <summary>Takes a link back. Kapso has no delete for links: this sets their status.</summary>
    /// <exception cref="KapsoNotFoundException">The customer has no such link.</exception>
    public Task<SetupLink> RevokeAsync(string customerId, string setupLinkId, CancellationToken cancellationToken = default) =>
        UpdateAsync(customerId, setupLinkId, new() { Status = SetupLinkStatus.Revoked }, cancellationToken);

    /// <summary>Lists a customer's links, newest first, fetching pages as they are enumerated.</summary>
    /// <exception cref="KapsoNotFoundException">The project has no such customer.</exception>
    public IAsyncEnumerable<SetupLink> ListAsync(
        string customerId, SetupLinkFilter? filter = null, CancellationToken cancellationToken = default) =>
        transport.ListAsync(
            "kapso.setup_links.list",
            KapsoPath.Platform($"customers/{customerId}/setup_links"),
            new Query()
                .With("status", filter?.Status?.Value)
                .With("created_after", filter?.CreatedAfter)
                .With("created_before", filter?.CreatedBefore)
                .With("per_page", filter?.PageSize),
            KapsoJson.Default.PageOfSetupLink,
            cancellationToken);

    /// <summary>
    /// Finds one link, or <see langword="null"/>. Kapso has no call for one: this pages through the list until it is met.
    /// </summary>
    /// <exception cref="KapsoNotFoundException">The project has no such customer.</exception>
    public async Task<SetupLink?> FindAsync(string customerId, string setupLinkId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(setupLinkId);

        await foreach (var link in ListAsync(customerId, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (string.Equals(link.Id, setupLinkId, StringComparison.OrdinalIgnoreCase))
                return link;
        }

        return null;
    }
}
