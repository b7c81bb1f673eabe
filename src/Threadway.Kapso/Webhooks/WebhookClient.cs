using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>Webhooks (Kapso Platform: webhooks). Every call throws <see cref="KapsoException"/> when it fails.</summary>
public sealed class WebhookClient
{
    private readonly KapsoTransport transport;

    internal WebhookClient(KapsoTransport transport) => this.transport = transport;

    /// <summary>Lists the webhooks of the project and of its numbers, fetching pages as they are enumerated.</summary>
    public IAsyncEnumerable<KapsoWebhook> ListAsync(WebhookFilter? filter = null, CancellationToken cancellationToken = default)
    {
        var webhooks = transport.ListAsync(
            "kapso.webhooks.list",
            KapsoPath.Platform($"whatsapp/webhooks"),
            new Query().With("kind", filter?.Kind?.Value).With("per_page", filter?.PageSize),
            KapsoJson.Default.PageOfKapsoWebhook,
            cancellationToken);

        return filter?.PhoneNumberId is { } id ? webhooks.Where(webhook => webhook.PhoneNumberId == id) : webhooks;
    }

    /// <summary>Lists what Kapso delivered, newest first, fetching pages as they are enumerated.</summary>
    public IAsyncEnumerable<WebhookDelivery> ListDeliveriesAsync(
        WebhookDeliveryFilter? filter = null, CancellationToken cancellationToken = default) =>
        transport.ListByCursorAsync(
            "kapso.webhooks.list_deliveries",
            KapsoPath.Platform($"webhook_deliveries"),
            new Query()
                .With("status", filter?.Status?.Value)
                .With("event", filter?.Event)
                .With("webhook_id", filter?.WebhookId)
                .With("errors_only", filter?.ErrorsOnly)
                .With("period", filter?.Period?.Value)
                .With("limit", filter?.PageSize),
            KapsoJson.Default.CursorPageOfWebhookDelivery,
            Paging.OfPlatform,
            cancellationToken);

    /// <summary>Reads a webhook of either scope.</summary>
    /// <exception cref="KapsoNotFoundException">The project has no such webhook.</exception>
    public Task<KapsoWebhook> GetAsync(string webhookId, CancellationToken cancellationToken = default) =>
        transport.SendForDataAsync(
            KapsoCall.Get("kapso.webhooks.get", KapsoPath.Platform($"whatsapp/webhooks/{webhookId}")),
            KapsoJson.Default.DataOfKapsoWebhook,
            cancellationToken);

    /// <summary>Lists one number's webhooks, fetching pages as they are enumerated.</summary>
    /// <exception cref="KapsoNotFoundException">The project has no such number.</exception>
    public IAsyncEnumerable<KapsoWebhook> ListForNumberAsync(
        string phoneNumberId, NumberWebhookFilter? filter = null, CancellationToken cancellationToken = default) =>
        transport.ListAsync(
            "kapso.webhooks.list_for_number",
            KapsoPath.Platform($"whatsapp/phone_numbers/{phoneNumberId}/webhooks"),
            new Query()
                .With("kind", filter?.Kind?.Value)
                .With("url_contains", filter?.UrlContains)
                .With("active", filter?.Active)
                .With("created_after", filter?.CreatedAfter)
                .With("created_before", filter?.CreatedBefore)
                .With("per_page", filter?.PageSize),
            KapsoJson.Default.PageOfKapsoWebhook,
            cancellationToken);

    /// <summary>Reads a webhook of one number: another number's is not found.</summary>
    /// <exception cref="KapsoNotFoundException">The number has no such webhook.</exception>
    public Task<KapsoWebhook> GetForNumberAsync(
        string phoneNumberId, string webhookId, CancellationToken cancellationToken = default) =>
        transport.SendForDataAsync(
            KapsoCall.Get("kapso.webhooks.get_for_number", OfNumber(phoneNumberId, webhookId)),
            KapsoJson.Default.DataOfKapsoWebhook,
            cancellationToken);

    /// <summary>Makes a webhook for the project's lifecycle and account events. It never gets messages.</summary>
    /// <exception cref="KapsoValidationException">The address is not HTTPS, or an event name is unknown.</exception>
    /// <exception cref="KapsoOutcomeUnknownException">The answer was lost; the webhook may exist.</exception>
    public Task<KapsoWebhook> CreateAsync(CreateWebhook webhook, CancellationToken cancellationToken = default) =>
        CreateAsync("kapso.webhooks.create", KapsoPath.Platform($"whatsapp/webhooks"), webhook, cancellationToken);

    /// <summary>Makes a webhook for one number's message, conversation and contact events. It never gets lifecycle events.</summary>
    /// <exception cref="KapsoNotFoundException">The project has no such number.</exception>
    /// <exception cref="KapsoValidationException">The address is not HTTPS, or an event name is unknown.</exception>
    /// <exception cref="KapsoOutcomeUnknownException">The answer was lost; the webhook may exist.</exception>
    public Task<KapsoWebhook> CreateForNumberAsync(
        string phoneNumberId, CreateWebhook webhook, CancellationToken cancellationToken = default) =>
        CreateAsync(
            "kapso.webhooks.create_for_number",
            KapsoPath.Platform($"whatsapp/phone_numbers/{phoneNumberId}/webhooks"),
            webhook,
            cancellationToken);

    /// <summary>Changes a webhook of either scope.</summary>
    /// <exception cref="KapsoNotFoundException">The project has no such webhook.</exception>
    /// <exception cref="KapsoValidationException">Kapso refused the change, and saved nothing.</exception>
    public Task<KapsoWebhook> UpdateAsync(string webhookId, UpdateWebhook change, CancellationToken cancellationToken = default) =>
        UpdateAsync("kapso.webhooks.update", KapsoPath.Platform($"whatsapp/webhooks/{webhookId}"), change, cancellationToken);

    /// <summary>Changes a webhook of one number: another number's is not found.</summary>
    /// <exception cref="KapsoNotFoundException">The number has no such webhook.</exception>
    /// <exception cref="KapsoValidationException">Kapso refused the change, and saved nothing.</exception>
    public Task<KapsoWebhook> UpdateForNumberAsync(
        string phoneNumberId, string webhookId, UpdateWebhook change, CancellationToken cancellationToken = default) =>
        UpdateAsync("kapso.webhooks.update_for_number", OfNumber(phoneNumberId, webhookId), change, cancellationToken);

    /// <summary>Deletes a webhook of either scope.</summary>
    /// <exception cref="KapsoNotFoundException">The project has no such webhook.</exception>
    public Task DeleteAsync(string webhookId, CancellationToken cancellationToken = default) =>
        transport.SendAsync(
            KapsoCall.Delete("kapso.webhooks.delete", KapsoPath.Platform($"whatsapp/webhooks/{webhookId}")), cancellationToken);

    /// <summary>Deletes a webhook of one number: another number's is not found.</summary>
    /// <exception cref="KapsoNotFoundException">The number has no such webhook.</exception>
    public Task DeleteForNumberAsync(string phoneNumberId, string webhookId, CancellationToken cancellationToken = default) =>
        transport.SendAsync(
            KapsoCall.Delete("kapso.webhooks.delete_for_number", OfNumber(phoneNumberId, webhookId)), cancellationToken);

    /// <summary>Has Kapso queue a test delivery.</summary>
    /// <param name="webhookId">The webhook.</param>
    /// <param name="eventType">One of its events; Kapso chooses when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="KapsoNotFoundException">The project has no such webhook.</exception>
    public Task TestAsync(string webhookId, string? eventType = null, CancellationToken cancellationToken = default) =>
        transport.SendAsync(
            KapsoCall.Post(
                "kapso.webhooks.test",
                KapsoPath.Platform($"whatsapp/webhooks/{webhookId}/test"),
                JsonBody.Of(new WebhookTest(eventType), KapsoJson.Default.WebhookTest)),
            cancellationToken);

    private static KapsoPath OfNumber(string phoneNumberId, string webhookId) =>
        KapsoPath.Platform($"whatsapp/phone_numbers/{phoneNumberId}/webhooks/{webhookId}");

    private Task<KapsoWebhook> UpdateAsync(string operation, KapsoPath path, UpdateWebhook change, CancellationToken cancellationToken) =>
        transport.SendForDataAsync(
            KapsoCall.Patch(operation, path, JsonBody.Wrap("whatsapp_webhook", change, KapsoJson.Default.UpdateWebhook)),
            KapsoJson.Default.DataOfKapsoWebhook,
            cancellationToken);

    private Task<KapsoWebhook> CreateAsync(string operation, KapsoPath path, CreateWebhook webhook, CancellationToken cancellationToken) =>
        transport.SendForDataAsync(
            KapsoCall.Post(operation, path, JsonBody.Wrap("whatsapp_webhook", webhook, KapsoJson.Default.CreateWebhook)),
            KapsoJson.Default.DataOfKapsoWebhook,
            cancellationToken);
}

internal sealed record WebhookTest(string? EventType);
