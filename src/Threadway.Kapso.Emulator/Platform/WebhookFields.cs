using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Platform;

/// <summary>The rules of contract 7, in payload version 2 without buffering.</summary>
internal static class WebhookFields
{
    public static readonly string[] All =
    [
        "url", "kind", "secret_key", "events", "active", "payload_version", "headers", "buffer_enabled", "buffer_window_seconds",
        "max_buffer_size", "buffer_events", "inactivity_minutes", "phone_number_id",
    ];

    /// <summary>Answers 501 for what is real at Kapso and missing here, rather than to seem to do it.</summary>
    public static void RefuseNotEmulated(Fields fields, HttpRequest request)
    {
        if (fields.OneOf("payload_version", "v1", "v2") == "v1")
            throw Refusal.NotEmulated(request, "payload_version v1");
        if (fields.Flag("buffer_enabled") == true)
            throw Refusal.NotEmulated(request, "buffer_enabled");
        if (fields.IsSet("inactivity_minutes"))
            throw Refusal.NotEmulated(request, "inactivity_minutes");
    }

    public static Webhook Create(Fields fields, string? phoneNumberId, DateTimeOffset now)
    {
        var kind = fields.OneOf("kind", WebhookKind.Kapso, WebhookKind.Meta) ?? WebhookKind.Kapso;
        if (kind == WebhookKind.Meta && phoneNumberId is null)
            throw Refusal.Unprocessable("kind meta needs a phone number");
        var url = fields.Required("url");
        var secret = Secret(fields);
        if (phoneNumberId is not null && secret is null)
            throw Refusal.Unprocessable("secret_key can't be blank");

        return new Webhook
        {
            Id = Ids.Uuid(),
            PhoneNumberId = phoneNumberId,
            Kind = kind,
            Url = fields.WebAddress("url") ?? url,
            SecretKey = secret,
            Events = kind == WebhookKind.Meta ? [] : Events(fields, phoneNumberId) ?? throw Refusal.Unprocessable("events can't be blank"),
            Active = fields.Flag("active") ?? true,
            Headers = fields.Map("headers"),
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    public static void Update(Fields fields, Webhook webhook, DateTimeOffset now)
    {
        var url = fields.Has("url") ? fields.WebAddress("url") ?? throw Refusal.Unprocessable("url can't be blank") : webhook.Url;
        var secret = fields.Has("secret_key") ? Secret(fields) : webhook.SecretKey;
        if (webhook.PhoneNumberId is not null && secret is null)
            throw Refusal.Unprocessable("secret_key can't be blank");
        if (fields.Has("kind") && fields.Text("kind") != webhook.Kind)
            throw Refusal.Unprocessable("kind cannot change");
        var events = webhook.Kind == WebhookKind.Meta ? [] : Events(fields, webhook.PhoneNumberId) ?? webhook.Events;
        var active = fields.Flag("active") ?? webhook.Active;
        var headers = fields.Has("headers") ? fields.Map("headers") : webhook.Headers;

        (webhook.Url, webhook.SecretKey, webhook.Events) = (url, secret, events);
        (webhook.Active, webhook.Headers, webhook.UpdatedAt) = (active, headers, now);
    }

    public static JsonObject Json(Webhook webhook, string projectId) => new()
    {
        ["id"] = webhook.Id,
        ["project_id"] = projectId,
        ["phone_number_id"] = webhook.PhoneNumberId,
        ["url"] = webhook.Url,
        ["kind"] = webhook.Kind,
        ["secret_key"] = webhook.SecretKey,
        ["events"] = Answer.Array(webhook.Events),
        ["active"] = webhook.Active,
        ["payload_version"] = "v2",
        ["headers"] = Answer.Object(webhook.Headers),
        ["buffer_enabled"] = false,
        ["buffer_window_seconds"] = null,
        ["max_buffer_size"] = null,
        ["buffer_events"] = null,
        ["inactivity_minutes"] = null,
        ["created_at"] = Answer.Time(webhook.CreatedAt),
        ["updated_at"] = Answer.Time(webhook.UpdatedAt),
    };

    private static string? Secret(Fields fields) =>
        fields.Text("secret_key") is not "" ? fields.Text("secret_key") : throw Refusal.Unprocessable("secret_key can't be blank");

    private static string[]? Events(Fields fields, string? phoneNumberId)
    {
        var events = fields.Texts("events");
        if (events is { Length: 0 })
            throw Refusal.Unprocessable("events can't be blank");

        var known = phoneNumberId is null ? EventNames.OfProjects : EventNames.OfNumbers;
        var unknown = events?.Except(known).ToArray() ?? [];
        return unknown.Length == 0
            ? events?.Distinct().ToArray()
            : throw Refusal.Unprocessable($"events contains unsupported events: {string.Join(", ", unknown)}");
    }
}
