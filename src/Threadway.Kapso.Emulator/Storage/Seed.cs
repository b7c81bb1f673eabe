using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Storage;

/// <summary>A known state to start from, and to come back to at a reset.</summary>
internal sealed record Seed
{
    public List<SeedCustomer> Customers { get; set; } = [];
    public List<SeedContact> Contacts { get; set; } = [];

    public static Seed Load(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize(file, SeedJson.Default.Seed) ?? throw Wrong("it is null");
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"The seed file '{path}' cannot be read: {broken.Message}", broken);
        }
    }

    public void Plant(WorldState state, DateTimeOffset now)
    {
        foreach (var seed in Customers)
            Plant(state, seed, now);
        foreach (var seed in Contacts)
        {
            var person = PersonOf(seed.PhoneNumber);
            if (state.ContactOf(person) is not null)
                throw Wrong($"contact {seed.PhoneNumber} is there twice");
            state.Add(new Contact { Id = Ids.Uuid(), WaId = person, ProfileName = seed.ProfileName, CreatedAt = now, UpdatedAt = now });
        }
    }

    private static void Plant(WorldState state, SeedCustomer seed, DateTimeOffset now)
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
            throw Wrong($"customer {customer.Id} is there twice");
        state.Customers.Add(customer);
        foreach (var number in seed.PhoneNumbers)
            Plant(state, number, customer.Id, now);
    }

    private static void Plant(WorldState state, SeedNumber seed, string customerId, DateTimeOffset now)
    {
        if (!ConnectionType.All.Contains(seed.ConnectionType))
            throw Wrong($"connectionType {seed.ConnectionType} is neither coexistence nor dedicated");

        var number = new PhoneNumber
        {
            Id = seed.PhoneNumberId ?? Ids.Meta(),
            InternalId = Ids.Uuid(),
            Name = seed.VerifiedName,
            CustomerId = customerId,
            BusinessAccountId = seed.BusinessAccountId ?? Ids.Meta(),
            IsCoexistence = seed.ConnectionType == ConnectionType.Coexistence,
            Digits = PhoneText.AsWritten(seed.PhoneNumber) ?? throw NoNumber(seed.PhoneNumber),
            VerifiedName = seed.VerifiedName,
            CreatedAt = now,
            UpdatedAt = now,
        };
        if (state.NumberById(number.Id) is not null || state.NumberByDigits(number.Digits) is not null)
            throw Wrong($"number {seed.PhoneNumber} is there twice");
        state.PhoneNumbers.Add(number);
        if (!state.Templates.Exists(template => template.BusinessAccountId == number.BusinessAccountId))
            state.Templates.Add(SeededTemplates.HelloWorld(number.BusinessAccountId, now));
    }

    private static string PersonOf(string phoneNumber) =>
        PhoneText.Parse(phoneNumber) ?? throw NoNumber(phoneNumber);

    private static InvalidDataException NoNumber(string text) => Wrong($"{text} is not a phone number in international form");

    private static InvalidDataException Wrong(string why) => new($"The seed file is wrong: {why}.");
}

// Set rather than init: the generated reader would overwrite the defaults of init properties.
internal sealed record SeedCustomer
{
    public string? Id { get; set; }
    public required string Name { get; set; }
    public string? ExternalCustomerId { get; set; }
    public List<SeedNumber> PhoneNumbers { get; set; } = [];
}

internal sealed record SeedNumber
{
    public string? PhoneNumberId { get; set; }
    public string? BusinessAccountId { get; set; }
    public required string PhoneNumber { get; set; }
    public required string VerifiedName { get; set; }
    public string ConnectionType { get; set; } = State.ConnectionType.Dedicated;
}

internal sealed record SeedContact
{
    public required string PhoneNumber { get; set; }
    public string? ProfileName { get; set; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Seed))]
internal sealed partial class SeedJson : JsonSerializerContext;
