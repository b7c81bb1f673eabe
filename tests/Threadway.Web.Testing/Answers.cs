using System.Text.Json;
using System.Text.Json.Serialization;

namespace Threadway.Web.Testing;

/// <summary>The app's answers and Kapso's in the tests' own words, so that no test believes a type of what it tests.</summary>
public static class Answers
{
    /// <summary>All that the app answers is known here: a new field is a change of its API, and stands below.</summary>
    public static JsonSerializerOptions OfApp { get; } = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>Of Kapso's, only what tests look at.</summary>
    public static JsonSerializerOptions OfKapso { get; } = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static T ParseApp<T>(string json) => JsonSerializer.Deserialize<T>(json, OfApp)!;
}

/// <summary>Times are milliseconds since 1970.</summary>
public sealed record ShownStatus(
    bool IsConnected,
    string? Status,
    string? PhoneNumberId,
    string? PhoneNumber,
    string? VerifiedName,
    string? ConnectionType,
    long? ConnectedAt,
    string? KapsoCustomerId);

public sealed record ShownConnection(
    string PhoneNumberId,
    string? PhoneNumber,
    string? VerifiedName,
    string? BusinessAccountId,
    string? ConnectionType,
    string Status,
    string? QualityRating,
    int? MessagesPerSecond,
    long ConnectedAt,
    long? DisconnectedAt,
    ShownLight Linked,
    ShownLight Receiving,
    ShownLight Sending);

public sealed record ShownLight(string Color, string Reason);

public sealed record ShownLink(Uri SetupUrl, DateTimeOffset ExpiresAt, string KapsoCustomerId);

public sealed record ShownProblem(string Code, string? Detail, IReadOnlyDictionary<string, string[]>? Errors);

public sealed record LinkAtKapso(
    string Id,
    string Url,
    string Status,
    string? SuccessRedirectUrl,
    string? FailureRedirectUrl,
    IReadOnlyList<string> AllowedConnectionTypes,
    string? ReconnectPhoneNumber,
    bool ProvisionPhoneNumber,
    IReadOnlyList<string>? PhoneNumberCountryIsos,
    ThemeAtKapso? ThemeConfig,
    string? Language);

public sealed record ThemeAtKapso(string? PrimaryColor);

public sealed record WebhookAtKapso(string Id, string Url, string? PhoneNumberId, string? SecretKey, bool Active, IReadOnlyList<string> Events);

/// <summary>One attempt, as the emulator tells it.</summary>
public sealed record DeliveryAtKapso(string WebhookId, int? Status);
