namespace Threadway.Kapso;

/// <summary>What a new setup link offers; all of it is optional (Kapso Platform: setup links).</summary>
public sealed record CreateSetupLink
{
    /// <summary>Where the browser goes after success; without it the customer stays on Kapso's page.</summary>
    public Uri? SuccessRedirectUrl { get; init; }

    /// <summary>Where the browser goes after a failure; without it the customer stays on Kapso's page.</summary>
    public Uri? FailureRedirectUrl { get; init; }

    /// <summary>HTTPS origins that may embed the setup with Kapso's browser SDK.</summary>
    public IReadOnlyList<string>? AllowedOrigins { get; init; }

    /// <summary>The connection types on offer; both by default, a single one is chosen for the customer.</summary>
    public IReadOnlyList<ConnectionType>? AllowedConnectionTypes { get; init; }

    /// <summary>Who pays Meta; the customer by default, and not to be changed later.</summary>
    public MetaBillingMode? MetaBillingMode { get; init; }

    /// <summary>Whether Kapso provides the number. Leave it out on a reconnect.</summary>
    public bool? ProvisionPhoneNumber { get; init; }

    /// <summary>The area code of a number to provide; United States only.</summary>
    public string? PhoneNumberAreaCode { get; init; }

    /// <summary>The countries of a number to provide, as two capital letters; <c>US</c> by default.</summary>
    public IReadOnlyList<string>? PhoneNumberCountryIsos { get; init; }

    /// <summary>An existing production number of the same customer, whose credentials are to be refreshed in place; any format.</summary>
    public string? ReconnectPhoneNumber { get; init; }

    /// <summary>The page's language: <c>en es pt hi id ar</c>; the browser's by default.</summary>
    public string? Language { get; init; }

    /// <summary>The page's colours.</summary>
    public SetupTheme? ThemeConfig { get; init; }

    /// <summary>Says what is offered, without addresses and numbers.</summary>
    public override string ToString() =>
        $"CreateSetupLink {{ ProvisionPhoneNumber = {ProvisionPhoneNumber}, Reconnect = {ReconnectPhoneNumber is not null} }}";
}

/// <summary>What changes on a setup link; what is <see langword="null"/> stays as it is.</summary>
public sealed record UpdateSetupLink
{
    /// <summary>The new status; Kapso refuses <see cref="SetupLinkStatus.Used"/>.</summary>
    public SetupLinkStatus? Status { get; init; }

    /// <summary>When the link stops working.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Where the browser goes after success.</summary>
    public Uri? SuccessRedirectUrl { get; init; }

    /// <summary>Where the browser goes after a failure.</summary>
    public Uri? FailureRedirectUrl { get; init; }

    /// <summary>HTTPS origins that may embed the setup with Kapso's browser SDK.</summary>
    public IReadOnlyList<string>? AllowedOrigins { get; init; }

    /// <summary>The connection types on offer.</summary>
    public IReadOnlyList<ConnectionType>? AllowedConnectionTypes { get; init; }

    /// <summary>Whether Kapso provides the number.</summary>
    public bool? ProvisionPhoneNumber { get; init; }

    /// <summary>The area code of a number to provide; United States only.</summary>
    public string? PhoneNumberAreaCode { get; init; }

    /// <summary>The countries of a number to provide, as two capital letters.</summary>
    public IReadOnlyList<string>? PhoneNumberCountryIsos { get; init; }

    /// <summary>The page's language.</summary>
    public string? Language { get; init; }

    /// <summary>The page's colours.</summary>
    public SetupTheme? ThemeConfig { get; init; }

    /// <summary>Says what changes, without addresses.</summary>
    public override string ToString() => $"UpdateSetupLink {{ Status = {Status}, ExpiresAt = {ExpiresAt:O} }}";
}

/// <summary>Which setup links of a customer to list; what is <see langword="null"/> does not filter.</summary>
public sealed record SetupLinkFilter
{
    /// <summary>Links in this state.</summary>
    public SetupLinkStatus? Status { get; init; }

    /// <summary>Made after this time.</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>Made before this time.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Links a page, 20 by default; Kapso may give fewer.</summary>
    public int? PageSize { get; init; }
}
