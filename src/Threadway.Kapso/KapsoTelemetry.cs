namespace Threadway.Kapso;

/// <summary>
/// The names under which the SDK tells what it does, for OpenTelemetry or any other listener. A call that nobody listens to costs
/// nothing. No key, token, number, id or address is told: of a call its operation, such as <c>kapso.messages.send</c>, its route, the
/// server, the status and Meta's code.
/// </summary>
public static class KapsoTelemetry
{
    /// <summary>The activity source: one span a call, over all its attempts, named by method and route.</summary>
    public const string ActivitySourceName = "Threadway.Kapso";

    /// <summary>
    /// The meter: <c>kapso.client.operation.duration</c> (seconds), <c>kapso.client.retries</c> and
    /// <c>kapso.client.rate_limit.refusals</c>.
    /// </summary>
    public const string MeterName = "Threadway.Kapso";

    /// <summary>The category of the log: one line a call at Information, its repetitions at Debug.</summary>
    public const string LogCategory = "Threadway.Kapso";

    internal static readonly string? Version = typeof(KapsoTelemetry).Assembly.GetName().Version?.ToString(3);
}
