using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>
/// Contacts (Kapso Platform: contacts). A contact is named by Kapso's id, its phone number or its business-scoped user id. Every call
/// throws <see cref="KapsoException"/> when it fails.
/// </summary>
public sealed class ContactClient
{
    private readonly KapsoTransport transport;

    internal ContactClient(KapsoTransport transport) => this.transport = transport;

    /// <summary>Lists contacts, newest first, fetching pages as they are enumerated.</summary>
    public IAsyncEnumerable<Contact> ListAsync(ContactFilter? filter = null, CancellationToken cancellationToken = default)
    {
        filter ??= new();

        // A limit is always sent: it asks for cursors, where pages by number end at 5,000 contacts (contract 2.2).
        return transport.ListByCursorAsync(
            "kapso.contacts.list",
            KapsoPath.Platform($"whatsapp/contacts"),
            new Query()
                .With("customer_id", filter.CustomerId)
                .With("customer_external_id", filter.CustomerExternalId)
                .With("has_customer", filter.HasCustomer)
                .With("profile_name_contains", filter.ProfileNameContains)
                .With("wa_id_contains", filter.WaIdContains)
                .With("business_scoped_user_id", filter.UserId)
                .With("created_after", filter.CreatedAfter)
                .With("created_before", filter.CreatedBefore)
                .With("limit", filter.PageSize),
            KapsoJson.Default.CursorPageOfContact,
            Paging.OfPlatform,
            cancellationToken);
    }

    /// <summary>Makes a contact.</summary>
    /// <exception cref="KapsoValidationException">Kapso refused it.</exception>
    /// <exception cref="KapsoOutcomeUnknownException">The answer was lost; the contact may exist.</exception>
    public Task<Contact> CreateAsync(CreateContact contact, CancellationToken cancellationToken = default) =>
        transport.SendForDataAsync(
            KapsoCall.Post(
                "kapso.contacts.create",
                KapsoPath.Platform($"whatsapp/contacts"), JsonBody.Wrap("contact", contact, KapsoJson.Default.CreateContact)),
            KapsoJson.Default.DataOfContact,
            cancellationToken);

    /// <summary>Reads one contact.</summary>
    /// <exception cref="KapsoNotFoundException">The project has no such contact.</exception>
    public Task<Contact> GetAsync(string contact, CancellationToken cancellationToken = default) =>
        transport.SendForDataAsync(
            About(KapsoCall.Get("kapso.contacts.get", KapsoPath.Platform($"whatsapp/contacts/{contact}"))),
            KapsoJson.Default.DataOfContact,
            cancellationToken);

    /// <summary>Changes a contact.</summary>
    /// <exception cref="KapsoNotFoundException">The project has no such contact.</exception>
    /// <exception cref="KapsoValidationException">Kapso refused the change.</exception>
    public Task<Contact> UpdateAsync(string contact, UpdateContact change, CancellationToken cancellationToken = default) =>
        transport.SendForDataAsync(
            About(KapsoCall.Patch(
                "kapso.contacts.update",
                KapsoPath.Platform($"whatsapp/contacts/{contact}"),
                JsonBody.Wrap("contact", change, KapsoJson.Default.UpdateContact))),
            KapsoJson.Default.DataOfContact,
            cancellationToken);

    /// <summary>Erases a contact with its messages and files. Kapso does it later, and it cannot be undone.</summary>
    /// <exception cref="KapsoNotFoundException">The project has no such contact.</exception>
    public Task DeleteAsync(string contact, CancellationToken cancellationToken = default) =>
        transport.SendAsync(
            About(KapsoCall.Delete("kapso.contacts.delete", KapsoPath.Platform($"whatsapp/contacts/{contact}"))), cancellationToken);

    private static KapsoCall About(KapsoCall call) => call with { Extras = CallExtras.OfPerson };
}
