using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Webhooks;

/// <summary>Tells the subscribers what happened, each in its form (contract 7, 8): at once, or when its buffer closes.</summary>
internal sealed class WebhookSender(World world, DeliveryWorker worker, Dispatcher dispatcher, EventBuffers buffers, BackgroundWork work)
    : IAsyncDisposable
{
    /// <summary>Goes on with what the state file says is still to be sent.</summary>
    public void Resume()
    {
        foreach (var pending in world.Read(state => state.Deliveries.FindAll(delivery => delivery.Status == DeliveryStatus.Pending)))
            _ = worker.DeliverAsync(pending);
    }

    /// <summary>Tells everyone who listens for a project's event. Ends when each first attempt has ended.</summary>
    public Task EmitToProjectAsync(string eventName, string? phoneNumberId, JsonObject body, int duplicates = 0) =>
        EmitAsync(webhook => webhook.PhoneNumberId is null, eventName, phoneNumberId, body, duplicates);

    /// <summary>The same for the webhooks of one number; what is buffered is not waited for.</summary>
    public Task EmitToNumberAsync(string eventName, string phoneNumberId, JsonObject body) =>
        EmitAsync(webhook => webhook.PhoneNumberId == phoneNumberId, eventName, phoneNumberId, body);

    /// <summary>To one webhook alone, if it listens for this event.</summary>
    public Task EmitToAsync(string webhookId, string eventName, string? phoneNumberId, JsonObject body) =>
        EmitAsync(webhook => webhook.Id == webhookId, eventName, phoneNumberId, body);

    /// <summary>A body of somebody else's making, to those who listen for an event of the project or of one number: as it is, whatever their version.</summary>
    public Task EmitAsItIsAsync(string eventName, string? ofNumber, JsonObject body)
    {
        var heard = world.Read(state => state.Webhooks.FindAll(webhook =>
            webhook is { Active: true, Kind: WebhookKind.Kapso } && webhook.PhoneNumberId == ofNumber && webhook.Events.Contains(eventName)));
        return Task.WhenAll(heard.Select(webhook => dispatcher.DispatchAsync(webhook, new Payload(eventName, ofNumber, body))));
    }

    /// <summary>Sends a delivery of the log once more, as it was; null when the log does not have it.</summary>
    public async Task<DeliveryAttempt?> ResendAsync(string deliveryId) =>
        world.Read(state => state.Deliveries.Find(one => one.Id == deliveryId)) is { } delivery ? await worker.ResendAsync(delivery) : null;

    public async ValueTask DisposeAsync()
    {
        await work.StopAsync();
        buffers.SendAll();
        await work.EndAsync();
    }

    private Task EmitAsync(Func<Webhook, bool> meant, string eventName, string? phoneNumberId, JsonObject body, int duplicates = 0)
    {
        var heard = world.Read(state => state.Webhooks
            .FindAll(webhook => webhook.Active && meant(webhook))
            .ConvertAll(webhook => (Webhook: webhook, Payload: Payload.For(webhook, state, eventName, phoneNumberId, body))));
        return Task.WhenAll(heard
            .Where(one => one.Payload is not null && !buffers.TryAdd(one.Webhook, one.Payload))
            .Select(one => dispatcher.DispatchAsync(one.Webhook, one.Payload!, duplicates)));
    }
}
