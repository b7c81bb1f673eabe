using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Platform;

/// <summary>Contract 6.1 and 6.2: what a number shows, and what can be set of it.</summary>
internal static class PhoneNumberFields
{
    public const string Wrapper = "whatsapp_phone_number";

    private const string Name = "name";
    private const string Kind = "kind";
    private const string MetaId = "phone_number_id";
    private const string Account = "business_account_id";
    private const string Token = "access_token";
    private const string Inbound = "inbound_processing_enabled";
    private const string Calls = "calls_enabled";

    public static readonly string[] All =
        [Name, Kind, MetaId, Account, Token, "webhook_verify_token", "webhook_destination_url", Inbound, Calls];

    /// <summary>A number whose owner already has an id and a token of Meta; the number behind the id is made up from it.</summary>
    public static PhoneNumber Connect(Fields fields, WorldState state, string customerId, DateTimeOffset now)
    {
        var (name, id, account) = (fields.Required(Name), fields.Required(MetaId), fields.Required(Account));
        fields.Required(Token);
        var kind = KindOf(fields) ?? NumberKind.Production;
        CheckMetaIds(kind, id, account);

        // Meta goes on knowing a number that was removed at Kapso.
        var former = state.PhoneNumbers.Find(one => one.Deleted && one.Id == id);
        return new PhoneNumber
        {
            Id = id,
            InternalId = Ids.Uuid(),
            Name = name,
            Kind = kind,
            CustomerId = customerId,
            BusinessAccountId = account,
            IsCoexistence = former?.IsCoexistence ?? false,
            Digits = former?.Digits ?? DigitsOf(state, id),
            VerifiedName = former?.VerifiedName ?? name,
            InboundProcessingEnabled = fields.Flag(Inbound) ?? true,
            CallsEnabled = fields.Flag(Calls) ?? false,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    public static void Update(Fields fields, WorldState state, PhoneNumber number, HttpRequest request, DateTimeOffset now)
    {
        var kind = KindOf(fields) ?? number.Kind;
        var (inbound, calls) = (fields.Flag(Inbound) ?? number.InboundProcessingEnabled, fields.Flag(Calls) ?? number.CallsEnabled);
        var (name, account) = (Given(fields, Name) ?? number.Name, Given(fields, Account) ?? number.BusinessAccountId);
        var (id, token) = (Given(fields, MetaId), Given(fields, Token));
        var goesIntoProduction = number.IsSandbox && kind == NumberKind.Production;
        if (goesIntoProduction && id is null)
            throw Refusal.Unprocessable($"{MetaId} is required when switching to production");
        id ??= number.Id;
        if (id != number.Id && !goesIntoProduction)
            throw Refusal.NotEmulated(request, $"giving a number another {MetaId} without switching it to production");
        CheckMetaIds(kind, id, account);
        if (id != number.Id && state.NumberById(id) is not null)
            throw Refusal.Unprocessable($"{MetaId} has already been taken");

        if (id != number.Id)
            Rename(state, number, id);
        (number.Name, number.Kind, number.BusinessAccountId) = (name, kind, account);
        (number.InboundProcessingEnabled, number.CallsEnabled, number.UpdatedAt) = (inbound, calls, now);

        // New credentials give access again (contract 6.3).
        number.Revoked &= token is null;
    }

    /// <summary>Rather than to take an address that nothing would ever be sent to.</summary>
    public static void RefuseNotEmulated(Fields fields, HttpRequest request)
    {
        fields.Text("webhook_verify_token");
        if (fields.WebAddress("webhook_destination_url") is not null)
            throw Refusal.NotEmulated(request, "webhook_destination_url (subscribe a webhook of kind meta to the number instead)");
    }

    public static JsonObject Json(PhoneNumber number) => new()
    {
        ["id"] = number.Id,
        [MetaId] = number.Id,
        ["internal_id"] = number.InternalId,
        [Name] = number.Name,
        ["created_at"] = Answer.Time(number.CreatedAt),
        ["updated_at"] = Answer.Time(number.UpdatedAt),
        ["customer_id"] = number.CustomerId,
        [Account] = number.BusinessAccountId,
        ["is_coexistence"] = number.IsCoexistence,
        [Inbound] = number.InboundProcessingEnabled,
        [Calls] = number.CallsEnabled,
        ["webhook_verified_at"] = Answer.Time(number.CreatedAt),
        ["display_name"] = number.VerifiedName,
        ["verified_name"] = number.VerifiedName,
        ["name_status"] = "APPROVED",
        ["display_phone_number"] = PhoneText.Format(number.Digits),
        ["display_phone_number_normalized"] = number.Digits,
        ["quality_rating"] = "GREEN",
        ["code_verification_status"] = number.Registration.IsVerified ? "VERIFIED" : "NOT_VERIFIED",
        ["status"] = number.Status,
        ["throughput_tier"] = number.IsCoexistence ? "STANDARD" : "TIER_10K",
        ["whatsapp_business_manager_messaging_limit"] = "TIER_10K",
        ["is_official_business_account"] = false,
        ["is_pin_enabled"] = !number.IsCoexistence,
    };

    private static string? KindOf(Fields fields) => fields.OneOf(Kind, NumberKind.Production, NumberKind.Sandbox);

    private static string? Given(Fields fields, string name) => fields.Has(name) ? fields.Required(name) : null;

    private static void CheckMetaIds(string kind, string id, string account)
    {
        if (kind != NumberKind.Production)
            return;
        if (!id.All(char.IsAsciiDigit))
            throw Refusal.Unprocessable($"{MetaId} must be Meta's id of the number, digits only");
        if (!account.All(char.IsAsciiDigit))
            throw Refusal.Unprocessable($"{Account} must be Meta's id of the business account, digits only");
    }

    /// <summary>What was written to the sandbox stays there; who listens to the number goes on listening.</summary>
    private static void Rename(WorldState state, PhoneNumber number, string id)
    {
        foreach (var webhook in state.Webhooks.Where(webhook => webhook.PhoneNumberId == number.Id))
            webhook.PhoneNumberId = id;
        (number.Id, number.Digits) = (id, DigitsOf(state, id));
    }

    private static string DigitsOf(WorldState state, string id) =>
        PhoneText.Invent(Country.All[0], null, id, digits => state.NumberByDigits(digits) is not null);
}
