using System.Collections.Concurrent;
using Threadway.Kapso.Emulator.Events;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Webhooks;

/// <summary>Makes deliveries of payloads, signed and recorded, and lets the delivery rules disturb them on their way to the worker.</summary>
internal sealed class Dispatcher(World world, EmulatorClock clock, RuleBook<DeliveryRule> rules, DeliveryWorker worker, BackgroundWork work)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> held = new();

    /// <summary>Ends with the first attempt; at once for a delivery that a rule delays, holds back or drops.</summary>
    public Task DispatchAsync(Webhook webhook, Payload payload, int duplicates = 0)
    {
        var rule = rules.Take(one => one.Event is null || one.Event == payload.Event);
        if (rule is { BatchOfOne: true } && payload is { Event: EventNames.MessageReceived, BatchSize: null } && webhook.Kind == WebhookKind.Kapso)
            payload = Payload.Batch([payload], webhook.BufferWindow);
        var deliveries = Record(webhook, payload, rule is { BadSignature: true }, 1 + duplicates + (rule?.Duplicate ?? 0));

        if (rule is { Drop: true })
        {
            deliveries.ForEach(Lose);
            return Task.CompletedTask;
        }

        var earlier = held.TryRemove(webhook.Id, out var waiting) ? waiting : null;
        var go = rule is { SwapWithNext: true } ? held[webhook.Id] = NewSignal() : null;
        var first = NewSignal();
        work.Track(SendAsync(deliveries, rule, go?.Task, first, earlier));
        return go is null && rule?.DelayMs is null ? first.Task : Task.CompletedTask;
    }

    private async Task SendAsync(
        List<Delivery> deliveries, DeliveryRule? rule, Task? go, TaskCompletionSource first, TaskCompletionSource? earlier)
    {
        try
        {
            if (go is not null)
                await go.WaitAsync(work.Stopping);
            if (rule?.DelayMs is { } delay)
                await clock.WaitAsync(TimeSpan.FromMilliseconds(delay), work.Stopping);

            foreach (var delivery in deliveries)
                await worker.DeliverAsync(delivery).WaitAsync(work.Stopping);
        }
        catch (OperationCanceledException)
        {
            // The emulator stops; what is pending goes out at the next start from the state file.
        }
        finally
        {
            earlier?.TrySetResult();
            first.TrySetResult();
        }
    }

    /// <summary>Duplicates are deliveries of their own, with the body, signature and key of the first.</summary>
    private List<Delivery> Record(Webhook webhook, Payload payload, bool badSignature, int copies)
    {
        var body = Answer.Text(payload.Body);
        var headers = WebhookHeaders.Of(webhook, payload, body, badSignature);
        return world.Change(state => Enumerable.Range(0, copies).Select(_ =>
        {
            var delivery = new Delivery
            {
                Id = Ids.Uuid(),
                WebhookId = webhook.Id,
                Url = webhook.Url,
                Event = payload.Event,
                PhoneNumberId = payload.PhoneNumberId,
                Body = body,
                Headers = headers,
                CreatedAt = clock.GetUtcNow(),
            };
            state.Add(delivery);
            return delivery;
        }).ToList());
    }

    private void Lose(Delivery delivery) => world.Change(_ =>
    {
        delivery.Attempts.Add(new DeliveryAttempt(clock.GetUtcNow(), null, "Dropped by a delivery rule"));
        delivery.Status = DeliveryStatus.Failed;
    });

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
