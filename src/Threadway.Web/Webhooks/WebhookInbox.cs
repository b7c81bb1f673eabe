using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Threadway.Web.Data;

namespace Threadway.Web.Webhooks;

/// <summary>
/// Takes deliveries to disk. Deliveries that come together share one commit, for a commit costs far more than a row; each
/// is answered when its group is stored. The unique key decides what is a repetition.
/// </summary>
internal sealed partial class WebhookInbox(IDbContextFactory<ThreadwayDb> databases, ILogger<WebhookInbox> logger) : BackgroundService
{
    private const int GroupSize = 100;

    private readonly Channel<Waiting> waiting = Channel.CreateBounded<Waiting>(10_000);

    /// <summary>Set when something new is on disk.</summary>
    public Signal Stored { get; } = new();

    /// <summary>Completes once the event is on disk, now or from an earlier delivery of the same key.</summary>
    public async Task StoreAsync(WebhookEvent received, CancellationToken cancellationToken)
    {
        var entry = new Waiting(received, new(TaskCreationOptions.RunContinuationsAsynchronously));
        await waiting.Writer.WriteAsync(entry, cancellationToken);
        await entry.Done.Task.WaitAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var group = new List<Waiting>(GroupSize);
        while (await waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            group.Clear();
            while (group.Count < GroupSize && waiting.Reader.TryRead(out var entry)) group.Add(entry);
            try
            {
                await WriteAsync(group, stoppingToken);
                group.ForEach(entry => entry.Done.TrySetResult());
                Stored.Set();
            }
            catch (Exception e)
            {
                // Whoever waits answers 500, and Kapso delivers again.
                Log.NotStored(logger, group.Count, e);
                group.ForEach(entry => entry.Done.TrySetException(e));
            }
        }
    }

    private async Task WriteAsync(List<Waiting> group, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // Again after a lost answer: the unique key keeps what is stored from being stored twice.
        await db.Database.CreateExecutionStrategy().ExecuteAsync(cancel => WriteAsync(db, group, cancel), cancellationToken);
    }

    private static async Task WriteAsync(ThreadwayDb db, List<Waiting> group, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var received in group.Select(entry => entry.Event))
        {
            var at = received.ReceivedAt.UtcDateTime;
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO webhook_events (id, idempotency_key, event, body, received_at, due_at, attempts)
                VALUES ({received.Id}, {received.IdempotencyKey}, {received.Event}, {received.Body}, {at}, {at}, 0)
                ON CONFLICT (idempotency_key) DO NOTHING
                """,
                cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
    }

    private sealed record Waiting(WebhookEvent Event, TaskCompletionSource Done);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Count} webhook deliveries could not be stored")]
        public static partial void NotStored(ILogger logger, int count, Exception exception);
    }
}
