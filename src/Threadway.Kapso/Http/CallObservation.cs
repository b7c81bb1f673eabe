using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Threadway.Kapso.Http;

/// <summary>
/// What listeners and the log are told of one call; made only when there are any. Names and values are those of OpenTelemetry's
/// conventions for HTTP clients, where they have one.
/// </summary>
internal sealed partial class CallObservation : IDisposable
{
    private const int LongestCode = 40;

    private static readonly HttpRequestOptionsKey<CallObservation> Key = new("Threadway.Kapso.Observation");
    private static readonly ActivitySource Source = new(KapsoTelemetry.ActivitySourceName, KapsoTelemetry.Version);
    private static readonly Meter Meter = new(KapsoTelemetry.MeterName, KapsoTelemetry.Version);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "kapso.client.operation.duration",
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

    private readonly KapsoCall call;
    private readonly Uri server;
    private readonly TimeProvider time;
    private readonly ILogger? logger;
    private readonly string route;
    private readonly long start;
    private readonly Activity? activity;
    private int? status;
    private string? errorType;
    private string? errorCode;
    private int repetitions;

    private CallObservation(KapsoCall call, Uri server, TimeProvider time, ILogger? logger)
    {
        (this.call, this.server, this.time, this.logger, route, start) = (call, server, time, logger, call.Route, time.GetTimestamp());
        if (!Source.HasListeners())
            return;

        activity = Source.StartActivity(
            $"{call.Method} {route}",
            ActivityKind.Client,
            parentContext: default,
            [
                new("kapso.operation", call.Operation),
                new("http.request.method", call.Method.Method),
                new("url.template", route),
                new("server.address", server.Host),
                new("server.port", server.Port),
            ]);
    }

    /// <summary>Null when nobody listens, so that a call then pays nothing.</summary>
    public static CallObservation? Begin(KapsoCall call, Uri server, TimeProvider time, ILogger? logger = null) =>
        Source.HasListeners() || Duration.Enabled || Retries.Enabled || Refusals.Enabled || logger?.IsEnabled(LogLevel.Information) == true
            ? new(call, server, time, logger)
            : null;

    public static CallObservation? Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out var observation) ? observation : null;

    /// <summary>Lets the handlers below find the observation.</summary>
    public void Follow(HttpRequestMessage request) => request.Options.Set(Key, this);

    public void Repeated(int attemptStatus, Exception? failure, TimeSpan delay)
    {
        repetitions++;
        Retries.Add(1, Tags());
        if (attemptStatus == 429)
            Refusals.Add(1, Tags());
        if (logger is not null)
            Log.Repeated(logger, call.Operation, repetitions, failure is null ? Number(attemptStatus) : Cause.Of(failure).Name, delay.TotalMilliseconds);
    }

    public void Succeeded(int answered) => status = answered;

    public void Failed(Exception failure)
    {
        var known = failure as KapsoException;
        status = known?.Status;
        errorType = (known, status) switch
        {
            (_, >= 400 and var code) => Number(code),
            ({ InnerException: { } cause }, null) => Cause.Of(cause).Name,
            _ => failure.GetType().FullName,
        };
        errorCode = IsWord(known?.Code) ? known!.Code : null;
        if (known is KapsoRateLimitException)
            Refusals.Add(1, Tags());

        // Where a status came, it says all; the provider's sentence may name people.
        activity?.SetStatus(ActivityStatusCode.Error, known is { Status: null, InnerException: { } reason } ? Cause.Of(reason).Words : null);
        if (errorCode is not null)
            activity?.SetTag("kapso.error.code", errorCode);
    }

    public void Dispose()
    {
        var elapsed = time.GetElapsedTime(start);
        var tags = Tags();
        if (status is { } answered)
            tags.Add("http.response.status_code", answered);
        if (errorType is not null)
            tags.Add("error.type", errorType);
        Duration.Record(elapsed.TotalSeconds, tags);

        if (logger is not null)
        {
            var outcome = status is { } code ? Number(code) : errorType;
            Log.Ended(
                logger,
                call.Operation,
                call.Method.Method,
                route,
                errorCode is null ? outcome : $"{outcome} (code {errorCode})",
                Math.Round(elapsed.TotalMilliseconds, 1),
                repetitions + 1);
        }

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

    private TagList Tags() => new()
    {
        { "kapso.operation", call.Operation },
        { "http.request.method", call.Method.Method },
        { "url.template", route },
        { "server.address", server.Host },
        { "server.port", server.Port },
    };

    private static string Number(int status) => status.ToString(CultureInfo.InvariantCulture);

    /// <summary>Where Kapso gives no code, a whole sentence may stand in its place.</summary>
    private static bool IsWord(string? code) =>
        code is { Length: > 0 and <= LongestCode } && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '_');

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Operation}: {Method} {Route} ended with {Outcome} after {ElapsedMs} ms, attempt {Attempts}")]
        public static partial void Ended(
            ILogger logger, string operation, string method, string route, string? outcome, double elapsedMs, int attempts);

        [LoggerMessage(LogLevel.Debug, "{Operation}: attempt {Attempt} ended with {Outcome}; the next one follows in {DelayMs} ms")]
        public static partial void Repeated(ILogger logger, string operation, int attempt, string outcome, double delayMs);
    }
}
