using System.Text.Json;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Control;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator;

/// <summary>What webhooks were sent, attempt by attempt.</summary>
public sealed class DeliveriesControl
{
    private readonly World world;
    private readonly WebhookSender webhooks;

    internal DeliveriesControl(World world, WebhookSender webhooks) => (this.world, this.webhooks) = (world, webhooks);

    /// <summary>Every attempt that is kept, oldest first.</summary>
    public IReadOnlyList<DeliveryTry> All => world.Read(state => state.Deliveries
        .SelectMany(delivery => delivery.Attempts.Select((attempt, index) => DeliveryTry.Of(delivery, attempt, index + 1)))
        .OrderBy(one => one.At)
        .ToList());

    /// <summary>Waits for an attempt; one that was made already counts too.</summary>
    /// <param name="which">Whether it is the one; the first of all when null.</param>
    /// <param name="timeout">Ten seconds of real time when null.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="TimeoutException">It was not made; the message says which were.</exception>
    public Task<DeliveryTry> WaitForAsync(
        Func<DeliveryTry, bool>? which = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        Waiting.ForAsync(world, "The delivery was not tried", () => All, which, one => $"{one.Event} ({one.Status?.ToString() ?? one.Error})", timeout, cancellationToken);

    /// <summary>
    /// Sends the same body, signature and key once more, at once. A success ends the retries, a failure uses none up.
    /// </summary>
    /// <param name="deliveryId">The id of the delivery.</param>
    /// <param name="cancellationToken">Gives up the wait; it is sent all the same.</param>
    /// <returns>What became of it: a failed attempt is no failure of this call.</returns>
    /// <exception cref="KapsoEmulatorException">There is no such delivery.</exception>
    public async Task<DeliveryTry> ResendAsync(string deliveryId, CancellationToken cancellationToken = default)
    {
        var attempt = await webhooks.ResendAsync(deliveryId).WaitAsync(cancellationToken)
            ?? throw Refusal.NotFound("Delivery");
        return world.Read(state => state.Deliveries.Find(one => one.Id == deliveryId) is { } delivery
            ? DeliveryTry.Of(delivery, attempt, delivery.Attempts.IndexOf(attempt) + 1)
            : throw Refusal.NotFound("Delivery"));
    }
}

/// <summary>One attempt to deliver a webhook.</summary>
public sealed record DeliveryTry
{
    private DeliveryTry(Delivery delivery, DeliveryAttempt attempt, int number)
    {
        (DeliveryId, WebhookId, Event) = (delivery.Id, delivery.WebhookId, delivery.Event);
        (Url, Headers, Body, Attempt) = (new Uri(delivery.Url), delivery.Headers, delivery.Body, number);
        (Status, Error, At, Answer, IsResent) = (attempt.Status, attempt.Error, attempt.At, attempt.Answer, attempt.Resent);
        Duration = attempt.DurationMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null;
    }

    /// <summary>The same for each attempt of a delivery; a duplicate is a delivery of its own.</summary>
    public string DeliveryId { get; }

    /// <summary>Kapso's id of the webhook.</summary>
    public string WebhookId { get; }

    /// <summary>The event under the name that the webhook asked for, for example <c>whatsapp.message.received</c>.</summary>
    public string Event { get; }

    /// <summary>Where it was sent.</summary>
    public Uri Url { get; }

    /// <summary>What it was sent with, the signature among it.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body as it was sent and signed.</summary>
    public string Body { get; }

    /// <summary>The body, read.</summary>
    public JsonElement Json => JsonElement.Parse(Body);

    /// <summary>Which attempt of its delivery, counted from 1.</summary>
    public int Attempt { get; }

    /// <summary>The HTTP status of the answer; null when there was none.</summary>
    public int? Status { get; }

    /// <summary>Why there was no answer, for example <c>ConnectionError</c> or <c>Timeout</c>; null when there was one.</summary>
    public string? Error { get; }

    /// <summary>When it was sent, by the emulator's clock.</summary>
    public DateTimeOffset At { get; }

    /// <summary>How long it took; null when it was never sent.</summary>
    public TimeSpan? Duration { get; }

    /// <summary>How the answer's body began, when it was not a success.</summary>
    public string? Answer { get; }

    /// <summary>Whether somebody asked for it (<see cref="DeliveriesControl.ResendAsync"/>).</summary>
    public bool IsResent { get; }

    /// <summary>Whether the receiver took it: 200 alone counts (contract 8.3).</summary>
    public bool IsSuccess => Status == StatusCodes.Status200OK;

    internal static DeliveryTry Of(Delivery delivery, DeliveryAttempt attempt, int number) => new(delivery, attempt, number);

    internal JsonObject ToJson() => new()
    {
        ["deliveryId"] = DeliveryId,
        ["webhookId"] = WebhookId,
        ["url"] = Url.OriginalString,
        ["event"] = Event,
        ["attempt"] = Attempt,
        ["headers"] = Http.Answer.Object(Headers),
        ["body"] = Body,
        ["status"] = Status,
        ["error"] = Error,
        ["at"] = Http.Answer.Time(At),
        ["durationMs"] = (int?)Duration?.TotalMilliseconds,
        ["answer"] = Answer,
        ["resent"] = IsResent,
    };
}
