using System.Text.Json;
using Threadway.Kapso.Http;

namespace Threadway.Kapso.Webhooks;

/// <summary>
/// Reads Meta's own bodies (contract 9.9) into the events that Kapso's give. One body holds any number of them: of several accounts, on
/// several numbers, of several kinds.
/// </summary>
internal static class MetaBodyReader
{
    private static readonly string[] AccountFields = ["account_", "business_", "phone_number_", "security", "payment_configuration"];

    public static bool IsMetas(JsonElement root) =>
        root.Text("object") == "whatsapp_business_account" && root.Member("entry") is { ValueKind: JsonValueKind.Array };

    public static KapsoEvent Read(string name, JsonElement root)
    {
        KapsoEvent[] events =
        [
            .. from entry in root.Items("entry")
               from change in entry.Items("changes")
               from told in ToldBy(entry.Text("id"), change)
               select told,
        ];

        return events switch
        {
            [] => WebhookReader.Unknown(name, root),
            [var one] => one,
            [var first, ..] => new EventBatch
            {
                Name = events.All(told => told.Name == first.Name) ? first.Name : name,
                Items = events,
                Body = root,
            },
        };
    }

    private static IEnumerable<KapsoEvent> ToldBy(string? account, JsonElement change)
    {
        var field = change.Text("field") ?? "";
        if (change.Child("value") is not { } value)
            return [WebhookReader.Unknown(field, change)];

        var number = value.Child("metadata")?.Text("phone_number_id") ?? value.Text("phone_number_id");
        if (number is { Length: > 0 })
            return MetaNumberReader.Read(new(account, number, field, value));
        if (field == "message_template_status_update" && Template(account, field, value) is { } template)
            return [template];
        return AccountFields.Any(start => field.StartsWith(start, StringComparison.Ordinal))
            ? [Account(account, field, value)]
            : [WebhookReader.Unknown(field, value)];
    }

    private static TemplateEvent? Template(string? account, string field, JsonElement value) =>
        value.Text("message_template_name") is { Length: > 0 } name && value.Text("event") is { Length: > 0 } status
            ? new()
            {
                Name = field,
                TemplateId = value.Text("message_template_id"),
                TemplateName = name,
                Language = value.Text("message_template_language"),
                Status = new(status),
                Reason = value.Text("reason") is { } reason and not ("" or "NONE") ? reason : null,
                BusinessAccountId = account,
                Body = value,
            }
            : null;

    private static AccountEvent Account(string? account, string field, JsonElement value)
    {
        var (ban, violation) = (value.Child("ban_info"), value.Child("violation_info"));
        var state = ban?.Text("waba_ban_state");

        return new()
        {
            Name = NameOf(field, value.Text("event"), state),
            BusinessAccountId = account,
            Restrictions =
            [
                .. from restriction in value.Items("restriction_info")
                   let type = restriction.Text("restriction_type")
                   where type is not null
                   select new AccountRestriction { Type = type, ExpiresAt = restriction.Time("expiration"), Raw = restriction },
            ],
            Violation = violation?.Text("violation_type") is { } broken
                ? new() { Type = broken, Remediation = violation.Value.Text("remediation"), Raw = violation.Value }
                : null,
            Ban = ban is { } told && state is not null ? new() { State = state, DateLabel = told.Text("waba_ban_date"), Raw = told } : null,
            SourceEvent = value.Text("event"),
            Body = value,
        };
    }

    // What Kapso has a name for has it here; the rest has Meta's field.
    private static string NameOf(string field, string? happened, string? banState) => (field, happened) switch
    {
        ("account_update", "DISABLED_UPDATE") => banState == "REINSTATE" ? KapsoEvents.AccountReinstated : KapsoEvents.AccountDisabled,
        ("account_update", "ACCOUNT_RESTRICTION") => KapsoEvents.AccountRestricted,
        ("account_update", "ACCOUNT_VIOLATION") => KapsoEvents.AccountViolation,
        _ => field,
    };
}
