using Threadway.Kapso.Emulator.Events;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Platform;

/// <summary>Contract 11: the people of the project. Whoever writes or is written to is there without being created.</summary>
internal sealed class ContactRoutes(World world, EmulatorClock clock) : IRoutes
{
    private const string ProfileName = "profile_name";
    private const string DisplayName = "display_name";
    private const string CustomerId = "customer_id";
    private const string Metadata = "metadata";
    private const string WaId = "wa_id";

    public void Map(IEndpointRouteBuilder routes)
    {
        var contacts = routes.MapGroup("/platform/v1/whatsapp/contacts");
        contacts.MapGet("", List);
        contacts.MapPost("", (Delegate)CreateAsync);
        contacts.MapGet("/{identifier}", Get);
        contacts.MapPatch("/{identifier}", UpdateAsync);
        contacts.MapDelete("/{identifier}", Delete);
    }

    /// <summary>The filters of both APIs; what they find is newest first.</summary>
    public static Func<WorldState, List<Contact>> Search(QueryReader query)
    {
        var (customer, externalId, hasCustomer) = (query.Text(CustomerId), query.Text("customer_external_id"), query.Flag("has_customer"));
        var (name, userId) = (query.Text("profile_name_contains"), query.Text("business_scoped_user_id"));
        var isAsked = query.Text("wa_id_contains") is { } part ? Identifiers.WaId.With(part) : null;
        var created = query.Created();
        return state =>
        [
            .. state.Contacts
                .Where(contact => customer is null || contact.CustomerId == customer)
                .Where(contact => externalId is null || (contact.CustomerId is { } id && state.CustomerById(id)?.ExternalCustomerId == externalId))
                .Where(contact => hasCustomer is null || contact.CustomerId is not null == hasCustomer)
                .Where(contact => name is null || contact.ProfileName?.Contains(name, StringComparison.OrdinalIgnoreCase) == true)
                .Where(contact => isAsked?.Invoke(contact.WaId) != false)
                .Where(contact => userId is null || UserId.Of(contact.WaId) == userId)
                .Where(contact => created(contact.CreatedAt))
                .Reverse(),
        ];
    }

    private IResult List(HttpContext http)
    {
        var query = new QueryReader(http.Request);
        var search = Search(query);
        var byPage = query.Text("page") is not null || query.Text("per_page") is not null;
        if (byPage)
            Paging.CheckLegacyWindow(http.Request);

        return world.Read(state => byPage
            ? Paging.ByPage(http, search(state).ConvertAll(MessageBodies.Contact))
            : Paging.ByCursor(http, search(state), contact => contact.Id, MessageBodies.Contact));
    }

    private async Task<IResult> CreateAsync(HttpContext http)
    {
        var fields = await Fields.ReadAsync(http, "contact", WaId, ProfileName, DisplayName, CustomerId, Metadata);
        var person = PhoneText.Parse(fields.Required(WaId)) ?? throw Refusal.Unprocessable("wa_id is not a valid phone number");
        return Answer.Created(world.Change(state =>
        {
            if (state.ContactOf(person) is not null)
                throw Refusal.Unprocessable("wa_id has already been taken");

            var now = clock.GetUtcNow();
            var contact = new Contact { Id = Ids.Uuid(), WaId = person, CreatedAt = now, UpdatedAt = now };
            Set(state, contact, fields);
            state.Add(contact);
            return MessageBodies.Contact(contact);
        }));
    }

    private IResult Get(string identifier) => Answer.Data(world.Read(state => MessageBodies.Contact(Find(state, identifier))));

    private async Task<IResult> UpdateAsync(HttpContext http, string identifier)
    {
        var fields = await Fields.ReadAsync(http, "contact", ProfileName, DisplayName, CustomerId, Metadata);
        return Answer.Data(world.Change(state =>
        {
            var contact = Find(state, identifier);
            Set(state, contact, fields);
            contact.UpdatedAt = clock.GetUtcNow();
            return MessageBodies.Contact(contact);
        }));
    }

    /// <summary>Messages and files go with the person, and do not come back.</summary>
    private IResult Delete(string identifier)
    {
        world.Change(state => state.Erase(Find(state, identifier)));
        return Results.NoContent();
    }

    private static void Set(WorldState state, Contact contact, Fields fields)
    {
        var (profileName, displayName, customer, metadata) =
            (fields.Text(ProfileName), fields.Text(DisplayName), fields.Text(CustomerId), fields.Object(Metadata));
        if (customer is not null && state.CustomerById(customer) is null)
            throw Refusal.Unprocessable("customer_id is not a customer of this project");

        if (fields.Has(ProfileName))
            contact.ProfileName = profileName;
        if (fields.Has(DisplayName))
            contact.DisplayName = displayName;
        if (fields.Has(CustomerId))
            contact.CustomerId = customer;
        if (fields.Has(Metadata))
            contact.Metadata = metadata;
    }

    /// <summary>By uuid, number or business-scoped id.</summary>
    private static Contact Find(WorldState state, string identifier) =>
        state.Contacts.Find(contact => contact.Id == identifier)
        ?? ((UserId.Person(identifier) ?? PhoneText.Parse(identifier)) is { } person ? state.ContactOf(person) : null)
        ?? throw Refusal.NotFound("Contact");
}
