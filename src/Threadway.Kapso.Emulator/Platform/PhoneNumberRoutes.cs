using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Platform;

/// <summary>Contract 6: read and remove; numbers come in by the hosted page.</summary>
internal sealed class PhoneNumberRoutes(World world, EmulatorClock clock, WebhookSender webhooks)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var numbers = routes.MapGroup("/platform/v1/whatsapp/phone_numbers");
        numbers.MapGet("", List);
        numbers.MapGet("/{phoneNumberId}", Get);
        numbers.MapDelete("/{phoneNumberId}", Delete);
        numbers.MapGet("/{phoneNumberId}/health", Health);
    }

    /// <summary>The number, or the answer 404.</summary>
    public static PhoneNumber Find(WorldState state, string phoneNumberId) =>
        state.NumberById(phoneNumberId) ?? throw Refusal.NotFound("Phone number");

    private IResult List(HttpContext http)
    {
        var query = new QueryReader(http.Request);
        var (id, account, customer) = (query.Text("phone_number_id"), query.Text("business_account_id"), query.Text("customer_id"));
        var (nameContains, enabled, created) = (query.Text("name_contains"), query.Flag("messaging_enabled"), query.Created());
        var found = world.Read(state => state.PhoneNumbers
            .Where(number => !number.Deleted)
            .Where(number => id is null || number.Id == id)
            .Where(number => account is null || number.BusinessAccountId == account)
            .Where(number => customer is null || number.CustomerId == customer)
            .Where(number => nameContains is null || number.Name.Contains(nameContains, StringComparison.OrdinalIgnoreCase))
            .Where(number => enabled is null || number.Revoked != enabled)
            .Where(number => created(number.CreatedAt))
            .Reverse()
            .Select(Json)
            .ToList());
        return Paging.ByPage(http, found);
    }

    private IResult Get(string phoneNumberId) => Answer.Data(world.Read(state => Json(Find(state, phoneNumberId))));

    private IResult Delete(string phoneNumberId)
    {
        var body = world.Change(state =>
        {
            var number = Find(state, phoneNumberId);
            number.Deleted = true;
            state.Webhooks.RemoveAll(webhook => webhook.PhoneNumberId == phoneNumberId);
            return EventBodies.CreatedOrDeleted(state, number.Id, number.CustomerId);
        });
        _ = webhooks.EmitToProjectAsync(EventNames.Deleted, phoneNumberId, body);
        return Results.NoContent();
    }

    private IResult Health(string phoneNumberId) =>
        Answer.Json(world.Read(state => PhoneNumberHealth.Of(Find(state, phoneNumberId), clock.GetUtcNow())));

    private static JsonObject Json(PhoneNumber number) => new()
    {
        ["id"] = number.Id,
        ["phone_number_id"] = number.Id,
        ["internal_id"] = number.InternalId,
        ["name"] = number.Name,
        ["created_at"] = Answer.Time(number.CreatedAt),
        ["updated_at"] = Answer.Time(number.UpdatedAt),
        ["customer_id"] = number.CustomerId,
        ["business_account_id"] = number.BusinessAccountId,
        ["is_coexistence"] = number.IsCoexistence,
        ["inbound_processing_enabled"] = true,
        ["calls_enabled"] = false,
        ["webhook_verified_at"] = Answer.Time(number.CreatedAt),
        ["display_name"] = number.VerifiedName,
        ["verified_name"] = number.VerifiedName,
        ["name_status"] = "APPROVED",
        ["display_phone_number"] = PhoneText.Format(number.Digits),
        ["display_phone_number_normalized"] = number.Digits,
        ["quality_rating"] = "GREEN",
        ["code_verification_status"] = "VERIFIED",
        ["status"] = number.Status,
        ["throughput_tier"] = number.IsCoexistence ? "STANDARD" : "TIER_10K",
        ["whatsapp_business_manager_messaging_limit"] = "TIER_10K",
        ["is_official_business_account"] = false,
        ["is_pin_enabled"] = !number.IsCoexistence,
    };
}
