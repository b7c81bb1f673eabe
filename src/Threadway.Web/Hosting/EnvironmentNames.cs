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

    private const string Polling = "DOTNET_USE_POLLING_FILE_WATCHER";

    /// <summary>
    /// Changed settings are looked for every few seconds. To be told of them, .NET has the system report each write below the app's
    /// folder, and the database, which may lie there, is written thousands of times a second.
    /// </summary>
    public static void LookForChangedFiles()
    {
        if (Environment.GetEnvironmentVariable(Polling) is null) Environment.SetEnvironmentVariable(Polling, "true");
    }

    public static void AddOriginalEnvironmentNames(this ConfigurationManager configuration) =>
        configuration.AddInMemoryCollection(
            from pair in Names
            let value = Environment.GetEnvironmentVariable(pair.Name)
            where !string.IsNullOrWhiteSpace(value)
            select KeyValuePair.Create(pair.Key, (string?)value));
}
