using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>WhatsApp numbers (Kapso Platform: phone numbers). Every call throws <see cref="KapsoException"/> when it fails.</summary>
public sealed class PhoneNumberClient
{
    private readonly KapsoTransport transport;

    internal PhoneNumberClient(KapsoTransport transport) => this.transport = transport;

    /// <summary>Lists numbers, newest first, fetching pages as they are enumerated.</summary>
    public IAsyncEnumerable<PhoneNumber> ListAsync(PhoneNumberFilter? filter = null, CancellationToken cancellationToken = default) =>
        transport.ListAsync(
            KapsoPath.Platform($"whatsapp/phone_numbers"),
            new Query()
                .With("customer_id", filter?.CustomerId)
                .With("phone_number_id", filter?.PhoneNumberId)
                .With("business_account_id", filter?.BusinessAccountId)
                .With("per_page", filter?.PageSize),
            KapsoJson.Default.PageOfPhoneNumber,
            cancellationToken);

    /// <summary>Reads one number by Meta's phone number id.</summary>
    /// <exception cref="KapsoNotFoundException">The project has no such number.</exception>
    public Task<PhoneNumber> GetAsync(string phoneNumberId, CancellationToken cancellationToken = default) =>
        transport.SendForDataAsync(
            KapsoCall.Get(KapsoPath.Platform($"whatsapp/phone_numbers/{phoneNumberId}")),
            KapsoJson.Default.DataOfPhoneNumber,
            cancellationToken);

    /// <summary>
    /// Removes a number from Kapso: the disconnect. Not reversible. At Meta a coexistence number stays linked until its owner
    /// unlinks it.
    /// </summary>
    /// <exception cref="KapsoNotFoundException">The project has no such number.</exception>
    public Task DeleteAsync(string phoneNumberId, CancellationToken cancellationToken = default) =>
        transport.SendAsync(KapsoCall.Delete(KapsoPath.Platform($"whatsapp/phone_numbers/{phoneNumberId}")), cancellationToken);

    /// <summary>
    /// Asks Kapso to look the number over. Cached for 3 minutes at Kapso (see <see cref="PhoneNumberHealth.Timestamp"/>), with a
    /// budget of its own: 5 a second and 60 a minute for the whole project.
    /// </summary>
    /// <exception cref="KapsoNotFoundException">The project has no such number.</exception>
    /// <exception cref="KapsoRateLimitException">The health budget is spent.</exception>
    public Task<PhoneNumberHealth> GetHealthAsync(string phoneNumberId, CancellationToken cancellationToken = default) =>
        transport.SendAsync(
            KapsoCall.Get(KapsoPath.Platform($"whatsapp/phone_numbers/{phoneNumberId}/health")),
            KapsoJson.Default.PhoneNumberHealth,
            cancellationToken);
}
