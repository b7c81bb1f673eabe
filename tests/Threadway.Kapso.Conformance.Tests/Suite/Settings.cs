namespace Threadway.Kapso.Conformance.Tests.Suite;

/// <summary>The environment that points the suite at a target; see the README of the project.</summary>
internal sealed record Settings(Uri Origin, string Key, string? PhoneNumberId, string? Recipient, Uri? Receiver, bool Changes)
{
    private const string Prefix = "KAPSO_CONFORMANCE_";

    /// <summary>Null when no target is named.</summary>
    public static Settings? Read()
    {
        if (Value("URL") is not { } url)
            return null;

        return new Settings(
            new Uri(url),
            Value("KEY") ?? throw new InvalidOperationException($"{Prefix}KEY must be set with {Prefix}URL"),
            Value("PHONE_NUMBER_ID"),
            Value("RECIPIENT"),
            Value("RECEIVER_URL") is { } receiver ? new Uri(receiver) : null,
            Value("CHANGES") == "1");
    }

    private static string? Value(string name) => Environment.GetEnvironmentVariable(Prefix + name) is { Length: > 0 } value ? value : null;
}
