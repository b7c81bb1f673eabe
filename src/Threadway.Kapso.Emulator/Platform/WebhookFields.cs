using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Events;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Platform;

/// <summary>The rules of contract 7 and 8.4.</summary>
internal static class WebhookFields
{
    public static readonly string[] All =
    [
        "url", "kind", "secret_key", "events", "active", "payload_version", "headers", "buffer_enabled", "buffer_window_seconds",
        "max_buffer_size", "buffer_events", "inactivity_minutes", "phone_number_id",
    ];

    public static Webhook Create(Fields fields, string? phoneNumberId, DateTimeOffset now)
    {
        var kind = fields.OneOf("kind", WebhookKind.Kapso, WebhookKind.Meta) ?? WebhookKind.Kapso;
        if (kind == WebhookKind.Meta && phoneNumberId is null)
            throw Refusal.Unprocessable("kind meta needs a phone number");
        fields.Required("url");
        if (kind == WebhookKind.Kapso && fields.Texts("events") is null)
            throw Refusal.Unprocessable("events can't be blank");

        var webhook = new Webhook
        {
            Id = Ids.Uuid(),
            PhoneNumberId = phoneNumberId,
            Kind = kind,
            Url = "",
            Events = [],
            CreatedAt = now,
            UpdatedAt = now,
        };
        Update(fields, webhook, now);
        return webhook;
    }

    /// <summary>Checks everything before it changes anything.</summary>
    public static void Update(Fields fields, Webhook webhook, DateTimeOffset now)
    {
        var url = fields.Has("url") ? fields.WebAddress("url") ?? throw Refusal.Unprocessable("url can't be blank") : webhook.Url;
        var secret = fields.Has("secret_key") ? Secret(fields) : webhook.SecretKey;
        if (webhook.PhoneNumberId is not null && secret is null)
            throw Refusal.Unprocessable("secret_key can't be blank");
        if (fields.Has("kind") && fields.Text("kind") != webhook.Kind)
            throw Refusal.Unprocessable("kind cannot change");
        var version = fields.OneOf("payload_version", PayloadVersion.V1, PayloadVersion.V2) ?? webhook.PayloadVersion;
        var events = Events(fields, webhook, version);
        var active = fields.Flag("active") ?? webhook.Active;
        var headers = fields.Has("headers") ? Headers(fields) : webhook.Headers;
        var buffer = Buffer.Of(fields, webhook);
        var inactivity = fields.Number("inactivity_minutes", 1, 1440) ?? webhook.InactivityMinutes;

        (webhook.Url, webhook.SecretKey, webhook.Active, webhook.Headers) = (url, secret, active, headers);
        (webhook.PayloadVersion, webhook.Events, webhook.InactivityMinutes) = (version, events, inactivity);
        (webhook.BufferEnabled, webhook.BufferWindowSeconds, webhook.MaxBufferSize, webhook.BufferEvents) = buffer;
        webhook.UpdatedAt = now;
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
        ["payload_version"] = webhook.PayloadVersion,
        ["headers"] = Answer.Object(webhook.Headers),
        ["buffer_enabled"] = webhook.BufferEnabled,
        ["buffer_window_seconds"] = webhook.BufferWindowSeconds,
        ["max_buffer_size"] = webhook.MaxBufferSize,
        ["buffer_events"] = Answer.Array(webhook.BufferEvents),
        ["inactivity_minutes"] = webhook.InactivityMinutes,
        ["created_at"] = Answer.Time(webhook.CreatedAt),
        ["updated_at"] = Answer.Time(webhook.UpdatedAt),
    };

    private static string? Secret(Fields fields) =>
        fields.Text("secret_key") is not "" ? fields.Text("secret_key") : throw Refusal.Unprocessable("secret_key can't be blank");

    private static string[] Events(Fields fields, Webhook webhook, string version)
    {
        // Of kind meta there is no filter (contract 7).
        if (webhook.Kind == WebhookKind.Meta)
            return [];

        var events = fields.Texts("events") ?? webhook.Events;
        if (events.Length == 0)
            throw Refusal.Unprocessable("events can't be blank");

        var known = webhook.PhoneNumberId is null ? EventNames.OfProjects : EventNames.OfNumbers;
        if (string.Join(", ", events.Except(known)) is { Length: > 0 } unknown)
            throw Refusal.Unprocessable($"events contains unsupported events: {unknown}");
        if (string.Join(", ", events.Where(name => !EventNames.IsIn(version, name))) is { Length: > 0 } newer)
            throw Refusal.Unprocessable($"events contains events that payload_version {version} does not have: {newer}");
        return [.. events.Distinct()];
    }

    private static Dictionary<string, string>? Headers(Fields fields)
    {
        var headers = fields.Map("headers");
        foreach (var (name, value) in headers ?? [])
        {
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c)) || value.Any(char.IsControl))
                throw Refusal.Unprocessable($"headers: {name} cannot be sent as a header");
        }

        return headers;
    }

    /// <summary>Contract 7 and 8.4: messages that came in are all that can be buffered.</summary>
    private readonly record struct Buffer(bool Enabled, int? WindowSeconds, int? MaxSize, string[] Events)
    {
        public static Buffer Of(Fields fields, Webhook webhook)
        {
            var enabled = fields.Flag("buffer_enabled") ?? webhook.BufferEnabled;
            if (enabled && webhook.Kind == WebhookKind.Meta)
                throw Refusal.Unprocessable("buffer_enabled is for webhooks of kind kapso");

            var window = fields.Number("buffer_window_seconds", 1, 60) ?? webhook.BufferWindowSeconds;
            var size = fields.Number("max_buffer_size", 1, 100) ?? webhook.MaxBufferSize;
            var events = fields.Texts("buffer_events") ?? webhook.BufferEvents;
            if (string.Join(", ", events.Where(name => name != EventNames.MessageReceived)) is { Length: > 0 } others)
                throw Refusal.Unprocessable($"buffer_events contains events that cannot be buffered: {others}");

            return enabled
                ? new Buffer(
                    true,
                    window ?? Webhook.DefaultBufferWindowSeconds,
                    size ?? Webhook.DefaultMaxBufferSize,
                    events.Length == 0 ? [EventNames.MessageReceived] : events)
                : new Buffer(false, window, size, events);
        }
    }
}
