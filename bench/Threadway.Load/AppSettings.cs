namespace Threadway.Load;

/// <summary>What the app is started with.</summary>
internal static class AppSettings
{
    public const string WebhookSecret = "a-secret-for-load";
    public const string WebhookPath = "/api/webhooks/kapso";

    public static Dictionary<string, string> Of(string connectionString, Uri address, Uri kapso) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["ASPNETCORE_URLS"] = address.OriginalString,
        ["Kapso__ApiKey"] = "a-key-for-load",
        ["Kapso__BaseUrl"] = kapso.OriginalString,
        ["Kapso__WebhookSecret"] = WebhookSecret,
        ["Kapso__OtpPhoneNumberId"] = "100000000000001",
        ["Kapso__Reconciler__Interval"] = "1.00:00:00",
        ["Threadway__PublicUrl"] = address.OriginalString,
        ["ConnectionStrings__Threadway"] = connectionString,
        ["Cluster__SiloPort"] = "0",
        ["Cluster__GatewayPort"] = "0",
        ["Cluster__AdvertisedAddress"] = "127.0.0.1",
        ["Logging__LogLevel__Default"] = "Warning",
    };
}
