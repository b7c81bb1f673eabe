using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Control;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Webhooks;

/// <summary>Sends events as contract 8 describes: signed, at least once, four attempts at most.</summary>
internal sealed class WebhookSender : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan[] RetryAfter = [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(90)];

    private readonly World world;
    private readonly EmulatorClock clock;
    private readonly RuleBook<DeliveryRule> rules;
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<Task, bool> running = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> held = new();

    public WebhookSender(World world, EmulatorClock clock, RuleBook<DeliveryRule> rules)
    {
        (this.world, this.clock, this.rules) = (world, clock, rules);
    }

    /// <summary>Goes on with what the state file says is still to be sent.</summary>
    public void Resume()
    {
        foreach (var pending in world.Read(state => state.Deliveries.FindAll(delivery => delivery.Status == DeliveryStatus.Pending)))
            Track(AttemptAsync(pending, NewSignal()));
    }

    /// <summary>Tells everyone who listens for a lifecycle event. Ends when each first attempt has ended.</summary>
    public Task EmitToProjectAsync(string eventName, string phoneNumberId, JsonObject body, int duplicates = 0) =>
        EmitAsync(webhook => webhook.PhoneNumberId is null && webhook.Hears(eventName), eventName, phoneNumberId, body, duplicates);

    /// <summary>The same for the webhooks of one number.</summary>
    public Task EmitToNumberAsync(string eventName, string phoneNumberId, JsonObject body) =>
        EmitAsync(webhook => webhook.PhoneNumberId == phoneNumberId && webhook.Hears(eventName), eventName, phoneNumberId, body);

    public Task EmitToAsync(string webhookId, string eventName, string phoneNumberId, JsonObject body) =>
        EmitAsync(webhook => webhook.Id == webhookId, eventName, phoneNumberId, body);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(running.Keys);
        http.Dispose();
        stopping.Dispose();
    }

    private Task EmitAsync(Func<Webhook, bool> hears, string eventName, string phoneNumberId, JsonObject body, int duplicates = 0)
    {
        var webhooks = world.Read(state => state.Webhooks.FindAll(webhook => webhook.Active && hears(webhook))
            .ConvertAll(webhook => (webhook, body: webhook.Kind == WebhookKind.Meta ? MetaBodies.Of(eventName, body, state.NumberById(phoneNumberId)) : body)));
        return Task.WhenAll(webhooks
            .Where(one => one.body is not null)
            .Select(one => DispatchAsync(one.webhook, eventName, phoneNumberId, one.body!, duplicates)));
    }

    private Task DispatchAsync(Webhook webhook, string eventName, string phoneNumberId, JsonObject body, int duplicates)
    {
        var rule = rules.Take(one => one.Event is null || one.Event == eventName);
        var batch = rule is { BatchOfOne: true } && eventName == EventNames.MessageReceived && webhook.Kind == WebhookKind.Kapso;
        var text = Answer.Text(batch ? BatchOf(eventName, body) : body);
        var headers = HeadersFor(webhook, eventName, text, batch, rule is { BadSignature: true });
        var copies = 1 + duplicates + (rule?.Duplicate ?? 0);
        var deliveries = world.Change(state => Enumerable.Range(0, copies)
            .Select(_ => Record(state, webhook, eventName, phoneNumberId, text, headers))
            .ToList());

        if (rule is { Drop: true })
        {
            deliveries.ForEach(Lose);
            return Task.CompletedTask;
        }

        var earlier = TakeHeld(webhook);
        var go = rule is { SwapWithNext: true } ? Hold(webhook) : null;
        var first = NewSignal();
        Track(SendAsync(deliveries, rule, go?.Task, first, earlier));
        return go is null && rule?.DelayMs is null ? first.Task : Task.CompletedTask;
    }

    private async Task SendAsync(
        List<Delivery> deliveries, DeliveryRule? rule, Task? go, TaskCompletionSource first, TaskCompletionSource? earlier)
    {
        try
        {
            if (go is not null)
                await go.WaitAsync(stopping.Token);
            if (rule?.DelayMs is { } delay)
                await clock.WaitAsync(TimeSpan.FromMilliseconds(delay), stopping.Token);

            foreach (var delivery in deliveries)
            {
                var attempted = NewSignal();
                Track(AttemptAsync(delivery, attempted));
                await attempted.Task.WaitAsync(stopping.Token);
            }
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

    private async Task AttemptAsync(Delivery delivery, TaskCompletionSource firstAttempt)
    {
        try
        {
            while (true)
            {
                if (delivery.DueAt is { } due)
                    await clock.WaitUntilAsync(due, stopping.Token);
                if (!world.Read(state => state.WebhookById(delivery.WebhookId) is { Active: true }))
                {
                    Finish(delivery, DeliveryStatus.Failed);
                    return;
                }

                var attempt = await PostAsync(delivery);
                if (Conclude(delivery, attempt) != DeliveryStatus.Pending)
                    return;
                firstAttempt.TrySetResult();
            }
        }
        catch (OperationCanceledException)
        {
            // The emulator stops; what is pending goes out at the next start from the state file.
        }
        finally
        {
            firstAttempt.TrySetResult();
        }
    }

    private async Task<DeliveryAttempt> PostAsync(Delivery delivery)
    {
        var at = clock.GetUtcNow();
        using var deadline = new CancellationTokenSource(Deadline, clock.Real);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, delivery.Url)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(delivery.Body)),
        };
        foreach (var (name, value) in delivery.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token);
            return new DeliveryAttempt(at, (int)response.StatusCode, null);
        }
        catch (HttpRequestException failure)
        {
            return new DeliveryAttempt(at, null, failure.HttpRequestError.ToString());
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return new DeliveryAttempt(at, null, "Timeout");
        }
    }

    private string Conclude(Delivery delivery, DeliveryAttempt attempt) => world.Change(_ =>
    {
        delivery.Attempts.Add(attempt);
        var retries = delivery.Attempts.Count - 1;
        (delivery.Status, delivery.DueAt) = attempt.Status == (int)HttpStatusCode.OK
            ? (DeliveryStatus.Delivered, null)
            : retries < RetryAfter.Length
                ? (DeliveryStatus.Pending, clock.GetUtcNow() + RetryAfter[retries])
                : (DeliveryStatus.Failed, (DateTimeOffset?)null);
        return delivery.Status;
    });

    private void Finish(Delivery delivery, string status) => world.Change(_ => (delivery.Status, delivery.DueAt) = (status, null));

    private void Lose(Delivery delivery) => world.Change(_ =>
    {
        delivery.Attempts.Add(new DeliveryAttempt(clock.GetUtcNow(), null, "Dropped by a delivery rule"));
        delivery.Status = DeliveryStatus.Failed;
    });

    private Delivery Record(
        WorldState state, Webhook webhook, string eventName, string phoneNumberId, string body, Dictionary<string, string> headers)
    {
        var delivery = new Delivery
        {
            Id = Ids.Uuid(),
            WebhookId = webhook.Id,
            Url = webhook.Url,
            Event = eventName,
            PhoneNumberId = phoneNumberId,
            Body = body,
            Headers = headers,
            CreatedAt = clock.GetUtcNow(),
        };
        state.Add(delivery);
        return delivery;
    }

    /// <summary>The four headers of contract 8.1, the two of a batch, and the subscriber's own. Kind meta has the signature and the digest alone.</summary>
    private static Dictionary<string, string> HeadersFor(Webhook webhook, string eventName, string body, bool batch, bool badSignature)
    {
        var headers = new Dictionary<string, string>(webhook.Headers ?? [], StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = "application/json" };
        if (webhook.Kind == WebhookKind.Meta)
        {
            headers["X-Idempotency-Key"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        }
        else
        {
            headers["X-Webhook-Event"] = eventName;
            headers["X-Idempotency-Key"] = Ids.Uuid();
            headers["X-Webhook-Payload-Version"] = "v2";
        }

        if (webhook.SecretKey is { } secret)
            headers["X-Webhook-Signature"] = WebhookSignature.Of(badSignature ? secret + "?" : secret, Encoding.UTF8.GetBytes(body));
        if (batch)
            (headers["X-Webhook-Batch"], headers["X-Batch-Size"]) = ("true", "1");
        return headers;
    }

    /// <summary>Contract 8.4: a window that holds one message may still arrive as a batch.</summary>
    private static JsonObject BatchOf(string eventName, JsonObject body) => new()
    {
        ["type"] = eventName,
        ["batch"] = true,
        ["data"] = new JsonArray(body.DeepClone()),
        ["batch_info"] = new JsonObject { ["size"] = 1, ["window_ms"] = 5000, ["first_sequence"] = 1, ["last_sequence"] = 1 },
    };

    private TaskCompletionSource? TakeHeld(Webhook webhook) => held.TryRemove(webhook.Id, out var waiting) ? waiting : null;

    private TaskCompletionSource Hold(Webhook webhook) => held[webhook.Id] = NewSignal();

    private void Track(Task task)
    {
        running[task] = true;
        task.ContinueWith(done => running.TryRemove(done, out _), TaskScheduler.Default);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
