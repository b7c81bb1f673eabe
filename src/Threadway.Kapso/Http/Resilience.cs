using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;
using Polly.Telemetry;
using Polly.Timeout;

namespace Threadway.Kapso.Http;

/// <summary>
/// Repetition and the time limit of an attempt. There is no circuit breaker on purpose: throttling must not shut the door,
/// and one number's trouble must not become everybody's.
/// </summary>
internal static class Resilience
{
    private static readonly HttpRequestOptionsKey<bool> Repeated = new("Threadway.Kapso.RepeatedAfterDoubt");

    /// <summary>How long each attempt of this request may take, where its call has a limit of its own.</summary>
    public static readonly HttpRequestOptionsKey<TimeSpan> Limit = new("Threadway.Kapso.Limit");

    /// <summary>Marks a request whose body cannot be sent a second time.</summary>
    public static readonly HttpRequestOptionsKey<bool> Once = new("Threadway.Kapso.Once");

    public static void Configure(
        ResiliencePipelineBuilder<HttpResponseMessage> pipeline, KapsoOptions options, TimeProvider time, IServiceProvider? services = null)
    {
        pipeline.TimeProvider = time;
        if (services?.GetService<IOptions<TelemetryOptions>>() is { } telemetry)
            pipeline.ConfigureTelemetry(new TelemetryOptions(telemetry.Value) { SeverityProvider = _ => ResilienceEventSeverity.Debug });

        if (options is { ResilienceEnabled: true, MaxRetries: > 0 })
        {
            pipeline.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = options.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(500),
                MaxDelay = options.MaxRetryDelay,
                ShouldHandle = args => new(Decide(args.Context, args.Outcome).Repeat),
                DelayGenerator = args => new(Decide(args.Context, args.Outcome).Delay),
                OnRetry = args =>
                {
                    if (AttemptOf(args.Context, args.Outcome, time) is { } attempt)
                    {
                        var request = args.Context.GetRequestMessage()!;
                        if (attempt.MayHaveHappened)
                            request.Options.Set(Repeated, true);

                        CallObservation.Of(request)?.Repeated(attempt.Status, args.Outcome.Exception, args.RetryDelay);
                    }

                    return default;
                },
            });
        }

        pipeline.AddTimeout(new TimeoutStrategyOptions
        {
            TimeoutGenerator = args => new(LimitOf(args.Context) ?? options.Timeout),
        });

        RetryDecision Decide(ResilienceContext context, Outcome<HttpResponseMessage> outcome) =>
            AttemptOf(context, outcome, time) is { } attempt ? RetryRule.Decide(attempt, options.MaxRetryDelay) : default;
    }

    /// <summary>Whether an attempt before the last may have been carried out although its answer was lost.</summary>
    public static bool WasRepeatedAfterDoubt(HttpRequestMessage request) =>
        request.Options.TryGetValue(Repeated, out var repeated) && repeated;

    private static TimeSpan? LimitOf(ResilienceContext context) =>
        context.GetRequestMessage() is { } request && request.Options.TryGetValue(Limit, out var limit) ? limit : null;

    private static Attempt? AttemptOf(ResilienceContext context, Outcome<HttpResponseMessage> outcome, TimeProvider time) =>
        (context.GetRequestMessage(), outcome) switch
        {
            (null, _) => null,
            ({ } request, _) when request.Options.TryGetValue(Once, out var once) && once => null,
            ({ } request, { Result: { } answer }) => Attempt.Answered(request.Method, (int)answer.StatusCode, answer.RetryAfter(time)),
            ({ } request, { Exception: { } failure }) when !context.CancellationToken.IsCancellationRequested =>
                Attempt.Failed(request.Method, failure),
            _ => null,
        };
}
