namespace Threadway.Web.Hosting;

/// <summary>The original's environment names, beside .NET's own (<c>Kapso__ApiKey</c>).</summary>
internal static class EnvironmentNames
{
    private static readonly (string Name, string Key)[] Names =
    [
        ("KAPSO_API_KEY", "Kapso:ApiKey"),
        ("KAPSO_WEBHOOK_SECRET", "Kapso:WebhookSecret"),
        ("KAPSO_BASE_URL", "Kapso:BaseUrl"),
        ("KAPSO_OTP_PHONE_NUMBER_ID", "Kapso:OtpPhoneNumberId"),
        ("THREADWAY_PUBLIC_URL", "Threadway:PublicUrl"),
    ];

    public static void AddOriginalEnvironmentNames(this ConfigurationManager configuration) =>
        configuration.AddInMemoryCollection(
            from pair in Names
            let value = Environment.GetEnvironmentVariable(pair.Name)
            where !string.IsNullOrWhiteSpace(value)
            select KeyValuePair.Create(pair.Key, (string?)value));
}
