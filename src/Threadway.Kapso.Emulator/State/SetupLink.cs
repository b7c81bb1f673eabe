namespace Threadway.Kapso.Emulator.State;

internal sealed class SetupLink
{
    public required string Id { get; init; }
    public required string CustomerId { get; init; }
    public required string Token { get; init; }
    public string Status { get; set; } = LinkStatus.Active;
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; set; }
    public string? SuccessRedirectUrl { get; set; }
    public string? FailureRedirectUrl { get; set; }
    public string[] AllowedOrigins { get; set; } = [];
    public string[] AllowedConnectionTypes { get; set; } = ConnectionType.All;
    public string MetaBillingMode { get; init; } = "customer_managed";
    public bool ProvisionPhoneNumber { get; set; }
    public string? PhoneNumberAreaCode { get; set; }
    public string[] PhoneNumberCountryIsos { get; set; } = ["US"];
    public string? ReconnectPhoneNumber { get; init; }
    public string? Language { get; set; }
    public Dictionary<string, string>? ThemeConfig { get; set; }
    public string WhatsappSetupStatus { get; set; } = SetupStatus.Pending;
    public string? WhatsappSetupError { get; set; }
    public ProvisionedNumber? ProvisionedPhoneNumber { get; set; }

    /// <summary>The Meta id of the number that came out of it.</summary>
    public string? PhoneNumberId { get; set; }

    /// <summary>Links run out by the clock; whoever reads a link settles it first.</summary>
    public void Settle(DateTimeOffset now)
    {
        if (Status == LinkStatus.Active && ExpiresAt <= now)
            Status = LinkStatus.Expired;
    }
}

/// <summary>What Kapso bought for the customer (contract 4.3).</summary>
internal sealed record ProvisionedNumber(
    string Id, string PhoneNumber, string Status, string CountryIso, string CountryDialCode, string? AreaCode, string? DisplayNumber);

internal static class LinkStatus
{
    public const string Active = "active";
    public const string Used = "used";
    public const string Expired = "expired";
    public const string Revoked = "revoked";

    public static readonly string[] All = [Active, Used, Expired, Revoked];
}

internal static class SetupStatus
{
    public const string Pending = "pending";
    public const string Completed = "completed";
    public const string Failed = "failed";
}

internal static class ConnectionType
{
    public const string Coexistence = "coexistence";
    public const string Dedicated = "dedicated";

    public static readonly string[] All = [Coexistence, Dedicated];
}
