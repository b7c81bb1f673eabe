using Microsoft.EntityFrameworkCore;
using Threadway.Kapso.Webhooks;
using Threadway.Web.Data;

namespace Threadway.Web.Webhooks;

/// <summary>Hands stored events on, each by itself: one that fails waits for its next turn and holds up nobody.</summary>
internal sealed partial class WebhookDispatcher(
    WebhookInbox inbox, IEnumerable<IWebhookConsumer> consumers, IDbContextFactory<ThreadwayDb> databases, TimeProvider time, ILogger<WebhookDispatcher> logger)
    : BackgroundService
{
    private const int GroupSize = 50;

    /// <summary>An event that could not be handled for this long is parked: kept, with its last error, for a person to look at.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    private static readonly TimeSpan IdleWait = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = IdleWait;
            try
            {
                wait = await DispatchDueAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.DispatchFailed(logger, e);
            }
            if (wait > TimeSpan.Zero) await inbox.Stored.WaitAsync(wait, time, stoppingToken);
        }
    }

    /// <summary>Handles what is due; returns how long until the next is.</summary>
    private async Task<TimeSpan> DispatchDueAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var due = await db.WebhookEvents.Where(e => e.DueAt <= now).OrderBy(e => e.DueAt).Take(GroupSize).ToListAsync(cancellationToken);
        foreach (var received in due)
        {
            await HandleAsync(received, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }
        if (due.Count == GroupSize) return TimeSpan.Zero;

        var next = await db.WebhookEvents.Where(e => e.DueAt != null).MinAsync(e => e.DueAt, cancellationToken);
        var wait = next is { } at ? at - time.GetUtcNow() : IdleWait;
        return wait < IdleWait ? wait : IdleWait;
    }

    private async Task HandleAsync(WebhookEvent received, CancellationToken cancellationToken)
    {
        received.Attempts++;
        try
        {
            if (WebhookReader.TryRead(received.Event, received.Body, out var read)
                && await HandleAsync(read, received.ReceivedAt, cancellationToken) is { Reason: { } reason })
            {
                Retry(received, reason);
                return;
            }

            received.ProcessedAt = time.GetUtcNow();
            received.DueAt = null;
            received.LastError = null;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.EventFailed(logger, received.Event, received.Id, received.Attempts, e);
            Retry(received, e.GetType().Name);
        }
    }

    /// <summary>Each consumer gets it; it is finished when all of them are.</summary>
    private async Task<EventOutcome> HandleAsync(KapsoEvent read, DateTimeOffset receivedAt, CancellationToken cancellationToken)
    {
        var outcome = EventOutcome.Handled;
        foreach (var consumer in consumers)
        {
            if (await consumer.HandleAsync(read, receivedAt, cancellationToken) is { Reason: not null } later) outcome = later;
        }
        return outcome;
    }

    private void Retry(WebhookEvent received, string reason)
    {
        var now = time.GetUtcNow();
        received.LastError = reason;
        received.DueAt = now - received.ReceivedAt > Patience ? null : now + Backoff(received.Attempts);
        if (received.DueAt is null) Log.Parked(logger, received.Event, received.Id, reason);
    }

    private static TimeSpan Backoff(int attempts) => TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(attempts - 1, 10)), 900));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Event {Event} ({Id}) failed at attempt {Attempt} and is tried again")]
        public static partial void EventFailed(ILogger logger, string @event, Guid id, int attempt, Exception exception);

        [LoggerMessage(LogLevel.Error, "Event {Event} ({Id}) is parked: {Reason}")]
        public static partial void Parked(ILogger logger, string @event, Guid id, string reason);

        [LoggerMessage(LogLevel.Error, "Stored events could not be read; trying again")]
        public static partial void DispatchFailed(ILogger logger, Exception exception);
    }
}
