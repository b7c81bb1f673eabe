using System.Net;
using System.Text.Json.Serialization;

namespace Threadway.Kapso.Emulator;

/// <summary>What a customer chooses on the hosted page; what is left out is chosen for them.</summary>
public sealed record SetupCompletion
{
    /// <summary>How the number is connected; the first that the link allows when null.</summary>
    public NumberConnection? ConnectionType { get; init; }

    /// <summary>The number, in international form; a made-up one when null.</summary>
    public string? DisplayPhoneNumber { get; init; }

    /// <summary>The name that people see; the customer's when null.</summary>
    public string? VerifiedName { get; init; }

    /// <summary>Where a number is provisioned, by its two letters; the link's first country when null.</summary>
    public string? CountryIso { get; init; }

    /// <summary>When the project's webhooks are told.</summary>
    public WebhookTiming Webhook { get; init; }

    /// <summary>How often they are told again, with the same body and key; 100 at most.</summary>
    public int DuplicateWebhook { get; init; }
}

/// <summary>How a number is connected (contract 4.2).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NumberConnection>))]
public enum NumberConnection
{
    /// <summary>Beside the WhatsApp Business app on the owner's phone.</summary>
    [JsonStringEnumMemberName("coexistence")]
    Coexistence,

    /// <summary>On the Cloud API alone.</summary>
    [JsonStringEnumMemberName("dedicated")]
    Dedicated,
}

/// <summary>When the webhook tells of a finished setup, seen from the redirect of the customer's browser.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WebhookTiming>))]
public enum WebhookTiming
{
    /// <summary>Before it: the call ends once its first attempt has ended.</summary>
    [JsonStringEnumMemberName("before")]
    Before,

    /// <summary>After it: the call does not wait for it.</summary>
    [JsonStringEnumMemberName("after")]
    After,

    /// <summary>Never, as when it is lost.</summary>
    [JsonStringEnumMemberName("never")]
    Never,
}

/// <summary>A setup that came to its end.</summary>
/// <param name="PhoneNumberId">Meta's id of the number that is connected now.</param>
/// <param name="RedirectUrl">Where the customer's browser goes, with Kapso's parameters; null when the link has no such address.</param>
public sealed record CompletedSetup(string PhoneNumberId, Uri? RedirectUrl);

/// <summary>A setup that did not come to its end: the link is not active any more, or the setup failed.</summary>
public sealed class SetupNotCompletedException : KapsoEmulatorException
{
    internal SetupNotCompletedException(HttpStatusCode statusCode, string message, Uri? redirectUrl)
        : base(statusCode, message) => RedirectUrl = redirectUrl;

    /// <summary>What the link is instead of active: <c>used</c>, <c>expired</c> or <c>revoked</c>; null when the setup failed.</summary>
    public string? LinkStatus { get; internal init; }

    /// <summary>How the setup failed (contract 5), for example <c>phone_verification_failed</c>; null when the link is not active.</summary>
    public string? ErrorCode { get; internal init; }

    /// <summary>Where the customer's browser goes; null when the link has no such address.</summary>
    public Uri? RedirectUrl { get; }
}
