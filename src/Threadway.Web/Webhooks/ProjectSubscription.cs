using Microsoft.Extensions.Options;
using Threadway.Kapso;
using Threadway.Kapso.Webhooks;
using Threadway.Web.Hosting;
using Threadway.Web.Kapso;

namespace Threadway.Web.Webhooks;

/// <summary>
/// The project's webhook, through which Kapso tells of numbers that come and go: made sure of at start, with the right
/// address, events and secret, and again for as long as Kapso cannot be reached.
/// </summary>
internal sealed partial class ProjectSubscription(
    KapsoClient kapso,
    PublicAddress address,
    IOptionsMonitor<KapsoSettings> settings,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<ProjectSubscription> logger) : BackgroundService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        for (var wait = TimeSpan.FromSeconds(1); ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            try
            {
                await EnsureAsync(stoppingToken);
                return;
            }
            catch (KapsoException e)
            {
                Log.NotSubscribed(logger, e.Status, e.Code, e.Title, wait);
            }
            await Task.Delay(wait, time, stoppingToken);
        }
    }

    /// <exception cref="KapsoException">Kapso refused, or could not be reached.</exception>
    private async Task EnsureAsync(CancellationToken cancellationToken)
    {
        try
        {
            await EnsureAsync(KapsoEvents.ProjectLifecycle, cancellationToken);
        }
        catch (KapsoValidationException)
        {
            // Older projects know fewer events and refuse the whole list for one unknown name (contract 16, row 20).
            await EnsureAsync(KapsoEvents.ProjectLifecycleMinimum, cancellationToken);
        }
        Log.Subscribed(logger, address.Webhook);
    }

    private async Task EnsureAsync(IReadOnlyList<string> events, CancellationToken cancellationToken)
    {
        var secret = settings.CurrentValue.WebhookSecret;
        await foreach (var webhook in kapso.Webhooks.ListAsync(cancellationToken: cancellationToken))
        {
            if (webhook.PhoneNumberId is not null || webhook.Url != address.Webhook) continue;
            if (!webhook.Active || webhook.SecretKey != secret || !events.All(webhook.Events.Contains))
                await kapso.Webhooks.UpdateAsync(webhook.Id, new() { Active = true, SecretKey = secret, Events = events }, cancellationToken);
            return;
        }

        await kapso.Webhooks.CreateAsync(new() { Url = address.Webhook, SecretKey = secret, Events = events }, cancellationToken);
    }

    /// <summary>The address may be the one that the server listens on, which it knows once it has started.</summary>
    private async Task StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Kapso delivers the project's events to {Url}")]
        public static partial void Subscribed(ILogger logger, Uri url);

        [LoggerMessage(LogLevel.Warning, "The project webhook could not be made sure of (status {Status}, code {Code}: {Sentence}); trying again in {Wait}")]
        public static partial void NotSubscribed(ILogger logger, int? status, string? code, string? sentence, TimeSpan wait);
    }
}
