using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Events;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Platform;

/// <summary>Contract 6: connect by Meta's id, read, change and remove.</summary>
internal sealed class PhoneNumberRoutes(World world, EmulatorClock clock, WebhookSender webhooks, PlatformSettings plan) : IRoutes
{
    // A project may have ten thousand of them, and its key a hundred requests a minute.
    private const int LargestPage = 100;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/platform/v1/customers/{customerId}/whatsapp/phone_numbers", ConnectAsync);
        var numbers = routes.MapGroup("/platform/v1/whatsapp/phone_numbers");
        numbers.MapGet("", List);
        numbers.MapGet("/{phoneNumberId}", Get);
        numbers.MapPatch("/{phoneNumberId}", UpdateAsync);
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
        return world.Read(state => Paging.ByPage(http, Found(state), Shown, LargestPage));

        List<PhoneNumber> Found(WorldState state) => [.. state.PhoneNumbers
            .Where(number => !number.Deleted)
            .Where(number => id is null || number.Id == id)
            .Where(number => account is null || number.BusinessAccountId == account)
            .Where(number => customer is null || number.CustomerId == customer)
            .Where(number => nameContains is null || number.Name.Contains(nameContains, StringComparison.OrdinalIgnoreCase))
            .Where(number => enabled is null || number.IsConnected == enabled)
            .Where(number => created(number.CreatedAt))
            .Reverse()];
    }

    private async Task<IResult> ConnectAsync(HttpContext http, string customerId)
    {
        var fields = await Fields.ReadAsync(http, PhoneNumberFields.Wrapper, PhoneNumberFields.All);
        PhoneNumberFields.RefuseNotEmulated(fields, http.Request);
        var (number, created) = world.Change(state =>
        {
            var customer = CustomerRoutes.Find(state, customerId);
            var number = PhoneNumberFields.Connect(fields, state, customer.Id, clock.GetUtcNow());
            if (state.NumberById(number.Id) is not null)
                throw Refusal.Conflict("phone_number_id is connected already");
            if (state.PhoneNumbers.Count(one => !one.Deleted) >= plan.PhoneNumberLimit)
                throw Refusal.Conflict($"The plan's limit of {plan.PhoneNumberLimit} phone numbers is reached");

            state.PhoneNumbers.RemoveAll(one => one.Id == number.Id);
            state.PhoneNumbers.Add(number);
            if (!state.Templates.Exists(template => template.BusinessAccountId == number.BusinessAccountId))
                state.Templates.Add(SeededTemplates.HelloWorld(number.BusinessAccountId, number.CreatedAt));
            return (PhoneNumberFields.Json(number), EventBodies.CreatedOrDeleted(state, number.Id, number.CustomerId));
        });
        _ = webhooks.EmitToProjectAsync(EventNames.Created, number["id"]!.ToString(), created);
        return Answer.Created(number);
    }

    private IResult Get(string phoneNumberId) => Answer.Data(world.Read(state => Shown(Find(state, phoneNumberId))));

    private async Task<IResult> UpdateAsync(HttpContext http, string phoneNumberId)
    {
        var fields = await Fields.ReadAsync(http, PhoneNumberFields.Wrapper, PhoneNumberFields.All);
        PhoneNumberFields.RefuseNotEmulated(fields, http.Request);
        return Answer.Data(world.Change(state =>
        {
            var number = Find(state, phoneNumberId);
            PhoneNumberFields.Update(fields, state, number, http.Request, clock.GetUtcNow());
            return Shown(number);
        }));
    }

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

    private JsonObject Shown(PhoneNumber number)
    {
        number.Settle(clock.GetUtcNow());
        return PhoneNumberFields.Json(number);
    }
}
