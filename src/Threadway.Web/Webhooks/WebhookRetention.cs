using Microsoft.Extensions.Options;
using Threadway.Web.Hosting;

namespace Threadway.Web.Webhooks;

/// <summary>How long events are kept after they were handled.</summary>
internal sealed class RetentionOptions
{
    public const string Section = "Webhooks";

    /// <summary>Handled events are dropped after this long. Parked ones stay.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(7);
}

internal sealed class RetentionOptionsCheck : IValidateOptions<RetentionOptions>
{
    public ValidateOptionsResult Validate(string? name, RetentionOptions options) => Settings.Check(
        (options.Retention <= TimeSpan.Zero, "Webhooks:Retention must be positive, for example '7.00:00:00': handled events are dropped after it."));
}

/// <summary>
/// Drops handled events, and keys that no repetition can come for any more: slice by slice with a pause after each, so that nothing
/// waits for it. Several nodes may do so at once, and find less to do.
/// </summary>
internal sealed partial class WebhookRetention(IWebhookStore store, IOptionsMonitor<RetentionOptions> options, TimeProvider time, ILogger<WebhookRetention> logger)
    : BackgroundService
{
    /// <summary>Kapso repeats a delivery for days at most; a person may ask it to for weeks.</summary>
    public static readonly TimeSpan KeysAreKept = TimeSpan.FromDays(30);

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotDropped(logger, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    /// <summary>All that is over by now.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        for (long? after = 0; after is { } from;)
        {
            after = await store.DropEventsAsync(from, now - options.CurrentValue.Retention, cancellationToken);
            await Task.Delay(Pause, time, cancellationToken);
        }
        for (var after = ""; after is not null;)
        {
            after = await store.DropKeysAsync(after, now - KeysAreKept, cancellationToken);
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Handled webhook events could not be dropped; it is tried again in an hour")]
        public static partial void NotDropped(ILogger logger, Exception exception);
    }
}
