using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.Meta;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Storage;

/// <summary>Puts what a seed says into a state; what cannot be is refused by the path of its field.</summary>
internal static class Planting
{
    /// <summary>Into a state that nobody has yet: when a part is wrong, the state is no good.</summary>
    public static void All(WorldState state, KapsoSeed seed, DateTimeOffset now)
    {
        foreach (var (index, customer) in seed.Customers.Index())
            Customer(state, customer, now, $"customers[{index}].");
        foreach (var (index, contact) in seed.Contacts.Index())
            Contact(state, contact, now, $"contacts[{index}].");
        var account = state.NumberById(PhoneNumber.OperatorId)!.BusinessAccountId;
        foreach (var (index, template) in seed.Templates.Index())
            Template(state, account, template, now, $"templates[{index}].");
    }

    /// <summary>A number, of a new customer with its name when no customer is given.</summary>
    public static PhoneNumber Number(WorldState state, PhoneNumberSeed seed, Customer? customer, DateTimeOffset now, string path = "")
    {
        var digits = PhoneText.AsWritten(seed.PhoneNumber) ?? throw NoNumber(seed.PhoneNumber, path);
        if (string.IsNullOrWhiteSpace(seed.VerifiedName))
            throw Wrong(path, "verifiedName", "must not be empty");
        if (state.NumberByDigits(digits) is { } other)
            throw Wrong(path, "phoneNumber", $"must be of one number alone: {seed.PhoneNumber} is {other.Id} already");
        if (seed.PhoneNumberId is { } taken && state.NumberById(taken) is not null)
            throw Wrong(path, "phoneNumberId", $"must be of one number alone: {taken} is there already");

        var number = new PhoneNumber
        {
            Id = seed.PhoneNumberId ?? Ids.Meta(),
            InternalId = Ids.Uuid(),
            Name = seed.VerifiedName,
            CustomerId = customer?.Id ?? Ids.Uuid(),
            BusinessAccountId = seed.BusinessAccountId ?? Ids.Meta(),
            IsCoexistence = seed.ConnectionType == NumberConnection.Coexistence,
            Digits = digits,
            VerifiedName = seed.VerifiedName,
            CreatedAt = now,
            UpdatedAt = now,
        };
        var templates = Templates(state, number.BusinessAccountId, seed.Templates, now, path);
        if (customer is null)
            state.Customers.Add(new Customer { Id = number.CustomerId, Name = seed.VerifiedName, CreatedAt = now, UpdatedAt = now });
        state.PhoneNumbers.Add(number);
        state.Templates.AddRange(templates);
        return number;
    }

    public static Template Template(WorldState state, string businessAccountId, TemplateSeed seed, DateTimeOffset now, string path = "")
    {
        var template = Read(seed, businessAccountId, now, path);
        if (state.Templates.Exists(one => IsSame(one, template)))
            throw Twice(path, template);
        state.Templates.Add(template);
        return template;
    }

    private static void Customer(WorldState state, CustomerSeed seed, DateTimeOffset now, string path)
    {
        var customer = new Customer
        {
            Id = seed.Id ?? Ids.Uuid(),
            Name = seed.Name,
            ExternalCustomerId = seed.ExternalCustomerId,
            CreatedAt = now,
            UpdatedAt = now,
        };
        if (state.CustomerById(customer.Id) is not null)
            throw Wrong(path, "id", $"must be of one customer alone: {customer.Id} is there already");
        state.Customers.Add(customer);
        foreach (var (index, number) in seed.PhoneNumbers.Index())
            Number(state, number, customer, now, $"{path}phoneNumbers[{index}].");
    }

    private static void Contact(WorldState state, ContactSeed seed, DateTimeOffset now, string path)
    {
        var person = PhoneText.Parse(seed.PhoneNumber) ?? throw NoNumber(seed.PhoneNumber, path);
        if (state.ContactOf(person) is not null)
            throw Wrong(path, "phoneNumber", $"must be of one contact alone: {seed.PhoneNumber} is there already");
        state.Add(new Contact { Id = Ids.Uuid(), WaId = person, ProfileName = seed.ProfileName, CreatedAt = now, UpdatedAt = now });
    }

    /// <summary>Those of a business account that has its first number, or one more; none is added yet.</summary>
    private static List<Template> Templates(
        WorldState state, string businessAccountId, IReadOnlyList<TemplateSeed> seeds, DateTimeOffset now, string path)
    {
        var known = state.Templates.FindAll(one => one.BusinessAccountId == businessAccountId);
        List<Template> added = known.Count == 0 ? [SeededTemplates.HelloWorld(businessAccountId, now)] : [];
        foreach (var (index, seed) in seeds.Index())
        {
            var (here, template) = ($"{path}templates[{index}].", Read(seed, businessAccountId, now, $"{path}templates[{index}]."));
            if (known.Concat(added).Any(one => IsSame(one, template)))
                throw Twice(here, template);
            added.Add(template);
        }

        return added;
    }

    /// <summary>As Meta reads one that is created, so that what is seeded can be sent.</summary>
    private static Template Read(TemplateSeed seed, string businessAccountId, DateTimeOffset now, string path)
    {
        if (seed.Body is null == seed.Components is null)
            throw Wrong(path, "components", "or body is required, and not both");
        var body = new JsonObject
        {
            ["name"] = seed.Name,
            ["language"] = seed.Language,
            ["category"] = seed.Category,
            ["components"] = seed.Components is { } components ? JsonNode.Parse(components.GetRawText()) : new JsonArray(SeededTemplates.Body(seed.Body!)),
        };
        if (seed.ParameterFormat is { } format)
            body["parameter_format"] = format;

        try
        {
            var template = TemplateFields.Create(new MetaBody(body), businessAccountId, now);
            template.Status = TemplateReviews.Word(seed.Status);
            return template;
        }
        catch (Refusal byMeta)
        {
            throw new WrongArgument($"{path}{byMeta.Message}", "template");
        }
    }

    private static bool IsSame(Template one, Template other) =>
        (one.BusinessAccountId, one.Name, one.Language) == (other.BusinessAccountId, other.Name, other.Language);

    private static WrongArgument Twice(string path, Template template) =>
        Wrong(path, "name", $"must be of one template alone: {template.Name} in {template.Language} is there already");

    private static WrongArgument NoNumber(string text, string path) =>
        Wrong(path, "phoneNumber", $"must be in international form, as +573001234567, not \"{text}\"");

    private static WrongArgument Wrong(string path, string field, string what) => new($"{path}{field} {what}", field);
}
