using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Threadway.Kapso.Http;

namespace Threadway.Kapso.Webhooks;

/// <summary>Turns a delivery into an event. Check its signature first, with <see cref="WebhookSignature"/>.</summary>
public static class WebhookReader
{
    /// <summary>
    /// Reads a delivery of any payload version, or of Meta's own kind (<see cref="WebhookKind.Meta"/>), which gives the same events. Never
    /// throws, whatever the bytes are. What it does not know becomes an <see cref="UnknownEvent"/>, a batch an <see cref="EventBatch"/>.
    /// </summary>
    /// <param name="eventHeader">The value of <see cref="WebhookHeaders.Event"/>; the body is asked when it is missing.</param>
    /// <param name="body">The body's bytes.</param>
    /// <param name="kapsoEvent">The event, when the body is a JSON object.</param>
    /// <returns><see langword="false"/> when the body is not a JSON object: answer 400.</returns>
    public static bool TryRead(string? eventHeader, ReadOnlySpan<byte> body, [NotNullWhen(true)] out KapsoEvent? kapsoEvent)
    {
        kapsoEvent = JsonRead.Object(body) switch
        {
            { } root when MetaBodyReader.IsMetas(root) => MetaBodyReader.Read(NameOf(eventHeader, root), root),
            { } root => Read(NameOf(eventHeader, root), root),
            null => null,
        };
        return kapsoEvent is not null;
    }

    // The header is the only reliable discriminator; older bodies carry the name too (contract 16, row 4).
    private static string NameOf(string? header, JsonElement root) =>
        Trimmed(header) ?? Trimmed(root.Text("event")) ?? Trimmed(root.Text("type")) ?? "";

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static KapsoEvent Read(string name, JsonElement root) =>
        root.Member("data") is { ValueKind: JsonValueKind.Array } items && (root.Flag("batch") == true || IsAboutNumber(name))
            ? new EventBatch { Name = name, Items = [.. items.EnumerateArray().Select(item => ReadOne(name, item))], Body = root }
            : ReadOne(name, root);

    private static KapsoEvent ReadOne(string name, JsonElement root) => name switch
    {
        _ when root.ValueKind != JsonValueKind.Object => Unknown(name, root),
        KapsoEvents.PhoneNumberCreated or KapsoEvents.PhoneNumberDeleted or KapsoEvents.PhoneNumberOffboarded
            or KapsoEvents.PhoneNumberDisconnected or KapsoEvents.PhoneNumberReconnected or KapsoEvents.ConfigCreated =>
            (KapsoEvent?)PhoneNumber(name, root) ?? Unknown(name, root),
        _ when name.StartsWith("whatsapp.account.", StringComparison.Ordinal) => Account(name, root),
        _ when IsAboutNumber(name) => NumberEventReader.Read(name, Unwrap(root, "message", "conversation", "contact", "phone_number_id"), root),
        _ => Unknown(name, root),
    };

    private static bool IsAboutNumber(string name) =>
        name.StartsWith("whatsapp.message.", StringComparison.Ordinal)
        || name.StartsWith("whatsapp.conversation.", StringComparison.Ordinal)
        || name.StartsWith("whatsapp.contact.", StringComparison.Ordinal);

    private static PhoneNumberEvent? PhoneNumber(string name, JsonElement root)
    {
        var body = Unwrap(root, "phone_number_id", "whatsapp_config");
        var config = body.Child("whatsapp_config") ?? default;
        var customer = body.Child("customer") ?? default;
        var source = body.Child("source") ?? default;
        var disconnection = body.Child("disconnection") ?? default;

        if ((body.Text("phone_number_id") ?? config.Text("phone_number_id")) is not { Length: > 0 } phoneNumberId)
            return null;

        return new()
        {
            Name = name,
            Id = IdOf(root, body),
            OccurredAt = TimeOf(root, body),
            PhoneNumberId = phoneNumberId,
            ProjectId = body.Child("project")?.Text("id"),
            CustomerId = customer.Text("id") ?? config.Text("customer_id"),
            CustomerExternalId = customer.Text("external_id") ?? customer.Text("external_customer_id"),
            SetupLinkId = body.Child("setup_link")?.Text("id"),
            ConnectionType = TypeOf(body.Text("connection_type"), config.Flag("is_coexistence")),
            BusinessAccountId = source.Text("business_account_id")
                ?? body.Text("business_account_id")
                ?? config.Text("business_account_id"),
            SourceEvent = source.Text("event"),
            DisconnectionReason = disconnection.Text("reason"),
            DisconnectionInitiatedBy = disconnection.Text("initiated_by"),
            Body = root,
        };
    }

    private static AccountEvent Account(string name, JsonElement root)
    {
        var body = Unwrap(root, "business_account_id", "phone_numbers");

        return new()
        {
            Name = name,
            Id = IdOf(root, body),
            OccurredAt = TimeOf(root, body),
            BusinessAccountId = body.Text("business_account_id") ?? body.Child("source")?.Text("business_account_id"),
            ProjectId = body.Child("project")?.Text("id"),
            PhoneNumbers =
            [
                .. from number in body.Items("phone_numbers")
                   let id = number.Text("id")
                   where !string.IsNullOrEmpty(id)
                   select new AffectedNumber { Id = id, DisplayPhoneNumber = number.Text("display_phone_number"), Raw = number },
            ],
            Restrictions =
            [
                .. from restriction in body.Items("restrictions")
                   where restriction.ValueKind == JsonValueKind.Object
                   select new AccountRestriction
                   {
                       Type = restriction.Text("type"),
                       ExpiresAt = restriction.Time("expires_at"),
                       Raw = restriction,
                   },
            ],
            Violation = body.Child("violation") is { } violation
                ? new() { Type = violation.Text("type"), Remediation = violation.Text("remediation"), Raw = violation }
                : null,
            Ban = body.Child("ban") is { } ban
                ? new() { State = ban.Text("state"), DateLabel = ban.Text("date_label"), Raw = ban }
                : null,
            SourceEvent = body.Child("source")?.Text("event"),
            Body = root,
        };
    }

    internal static UnknownEvent Unknown(string name, JsonElement root) => new()
    {
        Name = name,
        Id = IdOf(root, root),
        OccurredAt = TimeOf(root, root),
        Body = root,
    };

    /// <summary>
    /// Older deliveries hold the fields in <c>data</c> (contract 16, row 4); it is opened only when the root lacks all of them.
    /// </summary>
    private static JsonElement Unwrap(JsonElement root, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            if (root.Member(field) is not null)
                return root;
        }

        return root.Child("data") ?? root;
    }

    internal static string? IdOf(JsonElement root, JsonElement body) => root.Text("id") ?? body.Text("id");

    internal static DateTimeOffset? TimeOf(JsonElement root, JsonElement body) => root.Time("occurred_at") ?? body.Time("occurred_at");

    private static ConnectionType? TypeOf(string? word, bool? isCoexistence) => (word, isCoexistence) switch
    {
        ({ Length: > 0 }, _) => new(word),
        (_, true) => ConnectionType.Coexistence,
        (_, false) => ConnectionType.Dedicated,
        _ => null,
    };
}
