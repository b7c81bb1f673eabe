using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Threadway.Kapso.Http;

/// <summary>What listeners are told of one call; made only when there are any.</summary>
internal sealed class CallObservation : IDisposable
{
    private const int LongestCode = 40;

    private static readonly HttpRequestOptionsKey<CallObservation> Key = new("Threadway.Kapso.Observation");
    private static readonly ActivitySource Source = new(KapsoTelemetry.ActivitySourceName, KapsoTelemetry.Version);
    private static readonly Meter Meter = new(KapsoTelemetry.MeterName, KapsoTelemetry.Version);

    private static readonly Counter<long> Calls =
        Meter.CreateCounter<long>("kapso.client.calls", "{call}", "Calls that came to an end, however many attempts each took.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "kapso.client.call.duration",
        "s",
        "How long calls took, with all attempts and the waits between them.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30],
        });

    private static readonly Counter<long> Retries =
        Meter.CreateCounter<long>("kapso.client.retries", "{retry}", "Attempts that followed on a failed one.");

    private static readonly Counter<long> Refusals =
        Meter.CreateCounter<long>("kapso.client.rate_limit.refusals", "{refusal}", "Attempts refused because there were too many.");

    private readonly string operation;
    private readonly Uri server;
    private readonly TimeProvider time;
    private readonly long start;
    private readonly Activity? activity;
    private int? status;
    private string? errorType;
    private int repetitions;

    private CallObservation(KapsoCall call, Uri server, TimeProvider time)
    {
        (operation, this.server, this.time, start) = (call.Operation, server, time, time.GetTimestamp());
        activity = Source.StartActivity(
            operation,
            ActivityKind.Client,
            parentContext: default,
            [new("http.request.method", call.Method.Method), new("server.address", server.Host), new("server.port", server.Port)]);
    }

    /// <summary>Null when nobody listens, so that a call then pays nothing.</summary>
    public static CallObservation? Begin(KapsoCall call, Uri server, TimeProvider time) =>
        Source.HasListeners() || Calls.Enabled || Duration.Enabled || Retries.Enabled || Refusals.Enabled
            ? new(call, server, time)
            : null;

    public static CallObservation? Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out var observation) ? observation : null;

    /// <summary>Lets the handlers below find the observation.</summary>
    public void Follow(HttpRequestMessage request) => request.Options.Set(Key, this);

    public void Repeated(bool isRefusal)
    {
        repetitions++;
        Retries.Add(1, Tags());
        if (isRefusal)
            Refusals.Add(1, Tags());
    }

    public void Succeeded(int answered) => status = answered;

    public void Failed(Exception failure)
    {
        var known = failure as KapsoException;
        status = known?.Status;
        errorType = status is >= 400 and var code ? code.ToString(CultureInfo.InvariantCulture) : failure.GetType().FullName;
        if (known is KapsoRateLimitException)
            Refusals.Add(1, Tags());

        // No description: the provider's sentence may name people.
        activity?.SetStatus(ActivityStatusCode.Error);
        if (IsWord(known?.Code))
            activity?.SetTag("kapso.error.code", known!.Code);
    }

    public void Dispose()
    {
        var tags = Tags();
        if (status is { } answered)
            tags.Add("http.response.status_code", answered);
        if (errorType is not null)
            tags.Add("error.type", errorType);

        Calls.Add(1, tags);
        Duration.Record(time.GetElapsedTime(start).TotalSeconds, tags);

        if (activity is null)
            return;

        if (status is { } last)
            activity.SetTag("http.response.status_code", last);
        if (errorType is not null)
            activity.SetTag("error.type", errorType);
        if (repetitions > 0)
            activity.SetTag("http.request.resend_count", repetitions);
        activity.Dispose();
    }

    private TagList Tags() => new() { { "kapso.operation", operation }, { "server.address", server.Host }, { "server.port", server.Port } };

    /// <summary>Where Kapso gives no code, a whole sentence may stand in its place.</summary>
    private static bool IsWord(string? code) =>
        code is { Length: > 0 and <= LongestCode } && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '_');
}
