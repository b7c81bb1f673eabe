using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>WhatsApp numbers (Kapso Platform: phone numbers). Every call throws <see cref="KapsoException"/> when it fails.</summary>
public sealed class PhoneNumberClient
{
    private const string ProfileFields = "about,address,description,email,profile_picture_url,vertical,websites";

    private readonly KapsoTransport transport;
    private readonly string graphVersion;

    internal PhoneNumberClient(KapsoTransport transport, string graphVersion) =>
        (this.transport, this.graphVersion) = (transport, graphVersion);

    /// <summary>Lists numbers, newest first, fetching pages as they are enumerated.</summary>
    public IAsyncEnumerable<PhoneNumber> ListAsync(PhoneNumberFilter? filter = null, CancellationToken cancellationToken = default) =>
        transport.ListAsync(
            KapsoPath.Platform($"whatsapp/phone_numbers"),
            new Query()
                .With("customer_id", filter?.CustomerId)
                .With("phone_number_id", filter?.PhoneNumberId)
                .With("business_account_id", filter?.BusinessAccountId)
                .With("messaging_enabled", filter?.MessagingEnabled)
                .With("name_contains", filter?.NameContains)
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
    /// Takes in a number that the project runs itself, with its access to Meta. A setup link does the same by the customer's hand.
    /// </summary>
    /// <exception cref="KapsoNotFoundException">The project has no such customer.</exception>
    /// <exception cref="KapsoValidationException">Kapso refused the number or its token.</exception>
    /// <exception cref="KapsoException">The number is there already, or the plan allows no more (409).</exception>
    /// <exception cref="KapsoOutcomeUnknownException">The answer was lost; the number may be connected.</exception>
    public Task<PhoneNumber> ConnectAsync(
        string customerId, ConnectPhoneNumber number, CancellationToken cancellationToken = default) =>
        transport.SendForDataAsync(
            KapsoCall.Post(
                KapsoPath.Platform($"customers/{customerId}/whatsapp/phone_numbers"),
                JsonBody.Wrap("whatsapp_phone_number", number, KapsoJson.Default.ConnectPhoneNumber)),
            KapsoJson.Default.DataOfPhoneNumber,
            cancellationToken);

    /// <summary>Changes a number at Kapso.</summary>
    /// <exception cref="KapsoNotFoundException">The project has no such number.</exception>
    /// <exception cref="KapsoValidationException">Kapso refused the change.</exception>
    public Task<PhoneNumber> UpdateAsync(
        string phoneNumberId, UpdatePhoneNumber change, CancellationToken cancellationToken = default) =>
        transport.SendForDataAsync(
            KapsoCall.Patch(
                KapsoPath.Platform($"whatsapp/phone_numbers/{phoneNumberId}"),
                JsonBody.Wrap("whatsapp_phone_number", change, KapsoJson.Default.UpdatePhoneNumber)),
            KapsoJson.Default.DataOfPhoneNumber,
            cancellationToken);

    /// <summary>Asks Meta for another display name, of at most 256 characters.</summary>
    /// <exception cref="KapsoNotFoundException">The project has no such number.</exception>
    /// <exception cref="KapsoValidationException">The name is refused at once.</exception>
    /// <exception cref="KapsoOutcomeUnknownException">The answer was lost; the wish may stand.</exception>
    public Task<DisplayNameRequest> RequestDisplayNameAsync(
        string phoneNumberId, string displayName, CancellationToken cancellationToken = default) =>
        transport.SendForDataAsync(
            KapsoCall.Post(
                KapsoPath.Platform($"whatsapp/phone_numbers/{phoneNumberId}/display_name_requests"),
                JsonBody.Wrap("display_name_request", new(displayName), KapsoJson.Default.NewDisplayName)),
            KapsoJson.Default.DataOfDisplayNameRequest,
            cancellationToken);

    /// <summary>Lists the wishes for another display name.</summary>
    /// <exception cref="KapsoNotFoundException">The project has no such number.</exception>
    public IAsyncEnumerable<DisplayNameRequest> ListDisplayNameRequestsAsync(
        string phoneNumberId, CancellationToken cancellationToken = default) =>
        transport.ListAsync(
            KapsoPath.Platform($"whatsapp/phone_numbers/{phoneNumberId}/display_name_requests"),
            new Query(),
            KapsoJson.Default.PageOfDisplayNameRequest,
            cancellationToken);

    /// <summary>Reads one wish for another display name.</summary>
    /// <exception cref="KapsoNotFoundException">There is no such wish.</exception>
    public Task<DisplayNameRequest> GetDisplayNameRequestAsync(
        string phoneNumberId, string requestId, CancellationToken cancellationToken = default) =>
        transport.SendForDataAsync(
            KapsoCall.Get(KapsoPath.Platform($"whatsapp/phone_numbers/{phoneNumberId}/display_name_requests/{requestId}")),
            KapsoJson.Default.DataOfDisplayNameRequest,
            cancellationToken);

    /// <summary>Reads what people see about the business behind a number.</summary>
    /// <exception cref="KapsoAuthenticationException">Sandbox numbers have no profile (403).</exception>
    public async Task<BusinessProfile> GetBusinessProfileAsync(string phoneNumberId, CancellationToken cancellationToken = default)
    {
        var call = KapsoCall.Get(ProfileOf(phoneNumberId), new Query().With("fields", ProfileFields).ToString());
        var answer = await transport.SendAsync(call, KapsoJson.Default.ProfileAnswer, cancellationToken).ConfigureAwait(false);

        return answer.Data is [var profile, ..] ? profile : throw KapsoFailure.Unreadable(call, 200, null);
    }

    /// <summary>Changes what people see about the business behind a number.</summary>
    /// <exception cref="KapsoAuthenticationException">Sandbox numbers have no profile (403).</exception>
    /// <exception cref="KapsoValidationException">Meta refused the change.</exception>
    public Task UpdateBusinessProfileAsync(
        string phoneNumberId, UpdateBusinessProfile change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);

        return transport.SendForSuccessAsync(
            KapsoCall.Post(ProfileOf(phoneNumberId), JsonBody.Of(change, KapsoJson.Default.UpdateBusinessProfile)), cancellationToken);
    }

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

    private string ProfileOf(string phoneNumberId) => KapsoPath.Meta(graphVersion, $"{phoneNumberId}/whatsapp_business_profile");
}
