using System.Text.Json.Serialization;
using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator;

/// <summary>
/// A failure on demand, of both APIs or of any page that <see cref="Route"/> names. A rule that only has
/// <see cref="EmulatorRule.Times"/> lets so many requests through before the next rule is looked at.
/// </summary>
public sealed record FailureRule : EmulatorRule
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    /// <summary>The HTTP method that the rule is for; null for each.</summary>
    public string? Method { get; init; }

    /// <summary>
    /// The start of the path, for example <c>/platform/v1/customers</c>; a segment <c>*</c> fits any one. Null: every call of
    /// the Platform API and of the Meta proxy.
    /// </summary>
    public string? Route { get; init; }

    /// <summary>The recipient in the body of a send, in any spelling, or the person's business-scoped id.</summary>
    public string? To { get; init; }

    /// <summary>The HTTP status that is answered, 200 to 599; what the code has when left out.</summary>
    public int? Status { get; init; }

    /// <summary>Meta's error code, for example 131047.</summary>
    public int? Code { get; init; }

    /// <summary>Kapso's own word for a refusal on the proxy, for example <c>insufficient_credits</c>: a body with <c>error</c> and <c>code</c> (contract 2.3, E4).</summary>
    public string? KapsoCode { get; init; }

    /// <summary>Sent as it is, as a gateway's page of HTML would be; needs <see cref="Status"/>.</summary>
    public string? RawBody { get; init; }

    /// <summary>The header <c>Retry-After</c>, in seconds.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>How long the request is held back, in milliseconds of the emulator's clock.</summary>
    public int? DelayMs { get; init; }

    /// <summary>Cuts the connection in place of an answer.</summary>
    public ConnectionCut? Drop { get; init; }

    internal override (string Field, string Wanted)? Fault()
    {
        if (Method is { } method && !Methods.Contains(method, StringComparer.OrdinalIgnoreCase))
            return ("method", $"must be one of {string.Join(", ", Methods)}, not \"{method}\"{Nearest.Hint(method, Methods)}");
        if (Route is { } route && !route.StartsWith('/'))
            return ("route", $"must begin with /, as /platform/v1/customers does, not \"{route}\"");
        if (To is { } to && !to.Any(char.IsAsciiDigit))
            return ("to", $"must be a phone number or a business-scoped id, not \"{to}\"");
        if (RawBody is not null && Status is null)
            return ("rawBody", "needs a status");
        if (RetryAfterSeconds is not null && Status is null && Code is null && KapsoCode is null)
            return ("retryAfterSeconds", "needs a status, a code or a kapsoCode to go with");
        return OutOfRange("times", Times, 1)
            ?? OutOfRange("status", Status, 200, 599)
            ?? OutOfRange("retryAfterSeconds", RetryAfterSeconds, 0)
            ?? OutOfRange("delayMs", DelayMs, 0);
    }
}

/// <summary>When a connection is cut in place of an answer.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConnectionCut>))]
public enum ConnectionCut
{
    /// <summary>Before the request took effect: nothing has happened.</summary>
    [JsonStringEnumMemberName("before")]
    Before,

    /// <summary>After it took effect, and the caller cannot know.</summary>
    [JsonStringEnumMemberName("after")]
    After,
}
