namespace Threadway.Kapso.Emulator.Failures;

/// <summary>A failure on demand: see <c>PUT /_emulator/failures</c>.</summary>
internal sealed record FailureRule : Rule
{
    public string? Method { get; init; }

    /// <summary>Start of the path; a segment <c>*</c> fits any one.</summary>
    public string? Route { get; init; }

    /// <summary>Digits of the recipient in the body.</summary>
    public string? To { get; init; }

    public int? Status { get; init; }

    /// <summary>Meta's error code, on the proxy.</summary>
    public int? Code { get; init; }

    /// <summary>Kapso's own word for a refusal on the proxy: a body with <c>error</c> and <c>code</c> (contract 2.3, E4).</summary>
    public string? KapsoCode { get; init; }

    /// <summary>Sent as it is, as a gateway's page of HTML would be.</summary>
    public string? RawBody { get; init; }

    public int? RetryAfterSeconds { get; init; }
    public int? DelayMs { get; init; }

    /// <summary>Cuts the connection <c>before</c> or <c>after</c> the request took effect.</summary>
    public string? Drop { get; init; }
}
