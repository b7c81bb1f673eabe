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
            "kapso.phone_numbers.list",
            KapsoPath.Platform($"whatsapp/phone_numbers"),
            QueryOf(filter),
            KapsoJson.Default.PageOfPhoneNumber,
            cancellationToken);

    /// <summary>
    /// Reads one page of the list, for whoever goes through many numbers in their own time. While numbers come and go, what one page
    /// lost the next one may not show.
    /// </summary>
    /// <param name="page">From 1.</param>
    /// <param name="filter">Which numbers, and how many in a page; Kapso may answer with fewer than asked for.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<KapsoPage<PhoneNumber>> ListPageAsync(
        int page, PhoneNumberFilter? filter = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(page, 1);

        return transport.ListPageAsync(
            "kapso.phone_numbers.list",
            KapsoPath.Platform($"whatsapp/phone_numbers"),
            QueryOf(filter),
            page,
            KapsoJson.Default.PageOfPhoneNumber,
            cancellationToken);
    }

    /// <summary>Reads one number by Meta's phone number id.</summary>
    /// <exception cref="KapsoNotFoundException">The project has no such number.</exception>
    public Task<PhoneNumber> GetAsync(string phoneNumberId, CancellationToken cancellationToken = default) =>
        transport.SendForDataAsync(
            KapsoCall.Get("kapso.phone_numbers.get", KapsoPath.Platform($"whatsapp/phone_numbers/{phoneNumberId}")),
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
                "kapso.phone_numbers.connect",
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
                "kapso.phone_numbers.update",
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
                "kapso.phone_numbers.request_display_name",
                KapsoPath.Platform($"whatsapp/phone_numbers/{phoneNumberId}/display_name_requests"),
                JsonBody.Wrap("display_name_request", new(displayName), KapsoJson.Default.NewDisplayName)),
            KapsoJson.Default.DataOfDisplayNameRequest,
            cancellationToken);

    /// <summary>Lists the wishes for another display name.</summary>
    /// <exception cref="KapsoNotFoundException">The project has no such number.</exception>
    public IAsyncEnumerable<DisplayNameRequest> ListDisplayNameRequestsAsync(
        string phoneNumberId, CancellationToken cancellationToken = default) =>
        transport.ListAsync(
            "kapso.phone_numbers.list_display_name_requests",
            KapsoPath.Platform($"whatsapp/phone_numbers/{phoneNumberId}/display_name_requests"),
            new Query(),
            KapsoJson.Default.PageOfDisplayNameRequest,
            cancellationToken);

    /// <summary>Reads one wish for another display name.</summary>
    /// <exception cref="KapsoNotFoundException">There is no such wish.</exception>
    public Task<DisplayNameRequest> GetDisplayNameRequestAsync(
        string phoneNumberId, string requestId, CancellationToken cancellationToken = default) =>
        transport.SendForDataAsync(
            KapsoCall.Get(
                "kapso.phone_numbers.get_display_name_request",
                KapsoPath.Platform($"whatsapp/phone_numbers/{phoneNumberId}/display_name_requests/{requestId}")),
            KapsoJson.Default.DataOfDisplayNameRequest,
            cancellationToken);

    /// <summary>Reads what people see about the business behind a number.</summary>
    /// <exception cref="KapsoAuthenticationException">Sandbox numbers have no profile (403).</exception>
    public async Task<BusinessProfile> GetBusinessProfileAsync(string phoneNumberId, CancellationToken cancellationToken = default)
    {
        var fields = new Query().With("fields", ProfileFields).ToString();
        var call = KapsoCall.Get("kapso.phone_numbers.get_business_profile", ProfileOf(phoneNumberId), fields);
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
            KapsoCall.Post(
                "kapso.phone_numbers.update_business_profile",
                ProfileOf(phoneNumberId),
                JsonBody.Of(change, KapsoJson.Default.UpdateBusinessProfile)),
            cancellationToken);
    }

    /// <summary>
    /// Removes a number from Kapso: the disconnect. Not reversible. At Meta a coexistence number stays linked until its owner
    /// unlinks it.
    /// </summary>
    /// <exception cref="KapsoNotFoundException">The project has no such number.</exception>
    public Task DeleteAsync(string phoneNumberId, CancellationToken cancellationToken = default) =>
        transport.SendAsync(
            KapsoCall.Delete("kapso.phone_numbers.delete", KapsoPath.Platform($"whatsapp/phone_numbers/{phoneNumberId}")),
            cancellationToken);

    /// <summary>
    /// Asks Kapso to look the number over. Cached for 3 minutes at Kapso (see <see cref="PhoneNumberHealth.Timestamp"/>), with a
    /// budget of its own: 5 a second and 60 a minute for the whole project.
    /// </summary>
    /// <exception cref="KapsoNotFoundException">The project has no such number.</exception>
    /// <exception cref="KapsoRateLimitException">The health budget is spent.</exception>
    public Task<PhoneNumberHealth> GetHealthAsync(string phoneNumberId, CancellationToken cancellationToken = default) =>
        transport.SendAsync(
            KapsoCall.Get("kapso.phone_numbers.get_health", KapsoPath.Platform($"whatsapp/phone_numbers/{phoneNumberId}/health")),
            KapsoJson.Default.PhoneNumberHealth,
            cancellationToken);

    /// <summary>
    /// Has Meta send a code to the number, to prove whose it is. Only for numbers that the project runs itself: a setup link does this
    /// and the registration by the customer's hand (Meta: registration).
    /// </summary>
    /// <param name="phoneNumberId">The number's id at Meta.</param>
    /// <param name="method">How the code comes.</param>
    /// <param name="language">The language it comes in, for example <c>en_US</c>.</param>
    /// <param name="cancellationToken">Gives up waiting; the code may come.</param>
    /// <exception cref="KapsoNotFoundException">The project has no such number.</exception>
    /// <exception cref="KapsoValidationException">Meta sends no code to this number, or not now; see its code.</exception>
    /// <exception cref="KapsoOutcomeUnknownException">The answer was lost; the code may come.</exception>
    public Task RequestCodeAsync(
        string phoneNumberId, CodeMethod method, string language, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(language);

        return transport.SendForSuccessAsync(
            KapsoCall.Post(
                "kapso.phone_numbers.request_code",
                KapsoPath.Meta(graphVersion, $"{phoneNumberId}/request_code"),
                JsonBody.Of(new CodeRequest(method, language), KapsoJson.Default.CodeRequest)),
            cancellationToken);
    }

    /// <summary>Gives back the code that <see cref="RequestCodeAsync"/> had sent.</summary>
    /// <param name="phoneNumberId">The number's id at Meta.</param>
    /// <param name="code">The digits.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="KapsoNotFoundException">The project has no such number.</exception>
    /// <exception cref="KapsoValidationException">The code is not the right one.</exception>
    /// <exception cref="KapsoOutcomeUnknownException">The answer was lost; the code may have counted.</exception>
    public Task VerifyCodeAsync(string phoneNumberId, string code, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);

        return transport.SendForSuccessAsync(
            KapsoCall.Post(
                "kapso.phone_numbers.verify_code",
                KapsoPath.Meta(graphVersion, $"{phoneNumberId}/verify_code"),
                JsonBody.Of(new CodeProof(code), KapsoJson.Default.CodeProof)),
            cancellationToken);
    }

    /// <summary>Registers a proven number for messaging, and sets its PIN for two-step verification or gives the one it has.</summary>
    /// <param name="phoneNumberId">The number's id at Meta.</param>
    /// <param name="pin">The six digits of the PIN.</param>
    /// <param name="dataLocalizationRegion">
    /// The country, as two capital letters, where Meta keeps the messages; Meta's choice when <see langword="null"/>.
    /// </param>
    /// <param name="cancellationToken">Gives up waiting; the number may be registered.</param>
    /// <exception cref="KapsoNotFoundException">The project has no such number.</exception>
    /// <exception cref="KapsoValidationException">The PIN is wrong (133005) or locked (133008), or the number is not proven.</exception>
    /// <exception cref="KapsoOutcomeUnknownException">The answer was lost; the number may be registered.</exception>
    public Task RegisterAsync(
        string phoneNumberId, string pin, string? dataLocalizationRegion = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pin);

        return transport.SendForSuccessAsync(
            KapsoCall.Post(
                "kapso.phone_numbers.register",
                KapsoPath.Meta(graphVersion, $"{phoneNumberId}/register"),
                JsonBody.Of(new Registration("whatsapp", pin, dataLocalizationRegion), KapsoJson.Default.Registration)),
            cancellationToken);
    }

    /// <summary>Takes a number off messaging at Meta. At Kapso it stays: see <see cref="DeleteAsync"/>.</summary>
    /// <exception cref="KapsoNotFoundException">The project has no such number.</exception>
    /// <exception cref="KapsoValidationException">Meta refused it; see its code.</exception>
    /// <exception cref="KapsoOutcomeUnknownException">The answer was lost; the number may be off.</exception>
    public Task DeregisterAsync(string phoneNumberId, CancellationToken cancellationToken = default) =>
        transport.SendForSuccessAsync(
            KapsoCall.Post("kapso.phone_numbers.deregister", KapsoPath.Meta(graphVersion, $"{phoneNumberId}/deregister"), [.. "{}"u8]),
            cancellationToken);

    private KapsoPath ProfileOf(string phoneNumberId) => KapsoPath.Meta(graphVersion, $"{phoneNumberId}/whatsapp_business_profile");

    private static Query QueryOf(PhoneNumberFilter? filter) => new Query()
        .With("customer_id", filter?.CustomerId)
        .With("phone_number_id", filter?.PhoneNumberId)
        .With("business_account_id", filter?.BusinessAccountId)
        .With("messaging_enabled", filter?.MessagingEnabled)
        .With("name_contains", filter?.NameContains)
        .With("created_after", filter?.CreatedAfter)
        .With("created_before", filter?.CreatedBefore)
        .With("per_page", filter?.PageSize);
}
