using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Platform;

/// <summary>Contract 3.</summary>
internal sealed class CustomerRoutes(World world, EmulatorClock clock) : IRoutes
{
    private const string Name = "name";
    private const string ExternalId = "external_customer_id";

    public void Map(IEndpointRouteBuilder routes)
    {
        var customers = routes.MapGroup("/platform/v1/customers");
        customers.MapGet("", List);
        customers.MapPost("", (Delegate)CreateAsync);
        customers.MapGet("/{customerId}", Get);
        customers.MapPatch("/{customerId}", UpdateAsync);
        customers.MapDelete("/{customerId}", Delete);
    }

    /// <summary>The customer, or the answer 404.</summary>
    public static Customer Find(WorldState state, string customerId) =>
        state.CustomerById(customerId) ?? throw Refusal.NotFound("Customer");

    private IResult List(HttpContext http)
    {
        var query = new QueryReader(http.Request);
        var (nameContains, externalId, created) = (query.Text("name_contains"), query.Text(ExternalId), query.Created());
        var found = world.Read(state => state.Customers
            .Where(customer => nameContains is null || customer.Name.Contains(nameContains, StringComparison.OrdinalIgnoreCase))
            .Where(customer => externalId is null || customer.ExternalCustomerId == externalId)
            .Where(customer => created(customer.CreatedAt))
            .Reverse()
            .Select(Json)
            .ToList());
        return Paging.ByPage(http, found);
    }

    private async Task<IResult> CreateAsync(HttpContext http)
    {
        var fields = await Fields.ReadAsync(http, "customer", Name, ExternalId);
        var now = clock.GetUtcNow();
        var customer = new Customer
        {
            Id = Ids.Uuid(),
            Name = fields.Required(Name),
            ExternalCustomerId = fields.Text(ExternalId),
            CreatedAt = now,
            UpdatedAt = now,
        };
        return Answer.Created(world.Change(state =>
        {
            state.Customers.Add(customer);
            return Json(customer);
        }));
    }

    private IResult Get(string customerId) => Answer.Data(world.Read(state => Json(Find(state, customerId))));

    private async Task<IResult> UpdateAsync(HttpContext http, string customerId)
    {
        var fields = await Fields.ReadAsync(http, "customer", Name, ExternalId);
        return Answer.Data(world.Change(state =>
        {
            var customer = Find(state, customerId);
            if (fields.Has(Name))
                customer.Name = fields.Required(Name);
            if (fields.Has(ExternalId))
                customer.ExternalCustomerId = fields.Text(ExternalId);
            customer.UpdatedAt = clock.GetUtcNow();
            return Json(customer);
        }));
    }

    // What becomes of the customer's numbers and links is not documented (contract 3): they stay as they are.
    private IResult Delete(string customerId)
    {
        world.Change(state => state.Customers.Remove(Find(state, customerId)));
        return Results.NoContent();
    }

    private static JsonObject Json(Customer customer) => new()
    {
        ["id"] = customer.Id,
        [Name] = customer.Name,
        [ExternalId] = customer.ExternalCustomerId,
        ["created_at"] = Answer.Time(customer.CreatedAt),
        ["updated_at"] = Answer.Time(customer.UpdatedAt),
    };
}
