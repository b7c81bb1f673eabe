using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>
/// An invitation to Kapso's hosted setup page (Kapso Platform: setup links). It names neither customer nor number:
/// remember for whom it was made.
/// </summary>
public sealed record SetupLink
{
    private readonly Kept raw;

    /// <summary>Kapso's id, a UUID.</summary>
    public required string Id { get; init; }

    /// <summary>Whether the link can still be opened.</summary>
    public required SetupLinkStatus Status { get; init; }

    /// <summary>Where to send the customer. It holds the token: a secret.</summary>
    public required Uri Url { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stops working; 30 days after its making unless changed.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The token for Kapso's browser SDK, in the answer to a create alone. A secret.</summary>
    public string? Token { get; init; }

    /// <summary>Where the browser goes after success.</summary>
    public Uri? SuccessRedirectUrl { get; init; }

    /// <summary>Where the browser goes after a failure.</summary>
    public Uri? FailureRedirectUrl { get; init; }

    /// <summary>The origins that may embed the setup with Kapso's browser SDK.</summary>
    public IReadOnlyList<string>? AllowedOrigins { get; init; }

    /// <summary>The connection types on offer.</summary>
    public IReadOnlyList<ConnectionType>? AllowedConnectionTypes { get; init; }

    /// <summary>Who pays Meta.</summary>
    public MetaBillingMode? MetaBillingMode { get; init; }

    /// <summary>Whether Kapso provides the number.</summary>
    public bool? ProvisionPhoneNumber { get; init; }

    /// <summary>The area code of a number to provide; United States only.</summary>
    public string? PhoneNumberAreaCode { get; init; }

    /// <summary>The countries of a number to provide, as two capital letters.</summary>
    public IReadOnlyList<string>? PhoneNumberCountryIsos { get; init; }

    /// <summary>The number whose credentials the link refreshes, as digits.</summary>
    public string? ReconnectPhoneNumber { get; init; }

    /// <summary>The page's language; the browser's when <see langword="null"/>.</summary>
    public string? Language { get; init; }

    /// <summary>The page's colours.</summary>
    public SetupTheme? ThemeConfig { get; init; }

    /// <summary>How far the setup has come.</summary>
    public WhatsappSetupStatus? WhatsappSetupStatus { get; init; }

    /// <summary>Why the setup failed, in free text.</summary>
    public string? WhatsappSetupError { get; init; }

    /// <summary>The number that Kapso provided.</summary>
    public ProvisionedPhoneNumber? ProvisionedPhoneNumber { get; init; }

    /// <summary>The link as it came.</summary>
    [JsonIgnore]
    public JsonElement Raw
    {
        get => raw.Json;
        init => raw = new(value);
    }

    /// <summary>Names the link without its address and token.</summary>
    public override string ToString() => $"SetupLink {{ Id = {Id}, Status = {Status}, WhatsappSetupStatus = {WhatsappSetupStatus} }}";
}

/// <summary>A number that Kapso provided within a setup link.</summary>
public sealed record ProvisionedPhoneNumber
{
    private readonly Kept raw;

    /// <summary>Kapso's id of the purchase, a UUID; not the phone number id.</summary>
    public string? Id { get; init; }

    /// <summary>The number.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary>How far the purchase has come.</summary>
    public string? Status { get; init; }

    /// <summary>The country, as two capital letters.</summary>
    public string? CountryIso { get; init; }

    /// <summary>The country's dial code.</summary>
    public string? CountryDialCode { get; init; }

    /// <summary>The area code.</summary>
    public string? AreaCode { get; init; }

    /// <summary>The number, formatted for people.</summary>
    public string? DisplayNumber { get; init; }

    /// <summary>The purchase as it came.</summary>
    [JsonIgnore]
    public JsonElement Raw
    {
        get => raw.Json;
        init => raw = new(value);
    }

    /// <summary>Names the purchase without the number.</summary>
    public override string ToString() => $"ProvisionedPhoneNumber {{ Id = {Id}, Status = {Status}, CountryIso = {CountryIso} }}";
}
