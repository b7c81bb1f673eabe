using System.Text.Json;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>A contact card that somebody shared. Phones hand on what they hold: any part may be missing, the name too.</summary>
public sealed record SharedContact
{
    /// <summary>The name.</summary>
    public ContactName? Name { get; init; }

    /// <summary>Phone numbers.</summary>
    public IReadOnlyList<ContactPhone> Phones { get; init; } = [];

    /// <summary>Mail addresses.</summary>
    public IReadOnlyList<ContactEmail> Emails { get; init; } = [];

    /// <summary>Where the person works.</summary>
    public ContactOrganization? Org { get; init; }

    /// <summary>Web addresses.</summary>
    public IReadOnlyList<ContactUrl> Urls { get; init; } = [];

    /// <summary>Postal addresses.</summary>
    public IReadOnlyList<ContactAddress> Addresses { get; init; } = [];

    /// <summary>The birthday, as <c>YYYY-MM-DD</c>.</summary>
    public string? Birthday { get; init; }

    /// <summary>The card as it came.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>Says that it is a card, and not whose.</summary>
    public override string ToString() => nameof(SharedContact);

    internal static IReadOnlyList<SharedContact> ReadAll(JsonElement message) =>
        [.. message.Items("contacts").Select(Read).OfType<SharedContact>()];

    private static SharedContact? Read(JsonElement card)
    {
        var read = new SharedContact
        {
            Name = NameOf(card.Child("name") ?? default),
            Phones = [.. card.Items("phones").Select(Phone).OfType<ContactPhone>()],
            Emails = [.. card.Items("emails").Select(Email).OfType<ContactEmail>()],
            Org = Organization(card.Child("org") ?? default),
            Urls = [.. card.Items("urls").Select(Url).OfType<ContactUrl>()],
            Addresses = [.. card.Items("addresses").Select(Address).OfType<ContactAddress>()],
            Birthday = card.Text("birthday"),
            Raw = card,
        };
        var isEmpty = read.Name is null && read.Org is null && read.Birthday is null
            && read.Phones.Count + read.Emails.Count + read.Urls.Count + read.Addresses.Count == 0;

        return isEmpty ? null : read;
    }

    private static ContactName? NameOf(JsonElement name)
    {
        string?[] parts = [name.Text("prefix"), name.Text("first_name"), name.Text("middle_name"), name.Text("last_name"), name.Text("suffix")];
        var formatted = name.Text("formatted_name") is { Length: > 0 } given
            ? given
            : string.Join(' ', parts.Where(part => !string.IsNullOrWhiteSpace(part)));

        return formatted.Length == 0
            ? null
            : new()
            {
                FormattedName = formatted,
                Prefix = parts[0],
                FirstName = parts[1],
                MiddleName = parts[2],
                LastName = parts[3],
                Suffix = parts[4],
            };
    }

    private static ContactPhone? Phone(JsonElement phone)
    {
        var id = PersonId.Of(phone, "wa_id");
        var (number, userId) = (phone.Text("phone"), phone.Text("user_id") ?? id.UserId);
        return (number ?? id.Phone ?? userId) is null
            ? null
            : new() { Phone = number, WaId = id.Phone, UserId = userId, Type = phone.Text("type") };
    }

    private static ContactEmail? Email(JsonElement email) =>
        email.Text("email") is { Length: > 0 } address ? new() { Email = address, Type = email.Text("type") } : null;

    private static ContactUrl? Url(JsonElement url) =>
        url.Address("url") is { } address ? new() { Url = address, Type = url.Text("type") } : null;

    private static ContactOrganization? Organization(JsonElement org)
    {
        var (company, department, title) = (org.Text("company"), org.Text("department"), org.Text("title"));
        return (company ?? department ?? title) is null ? null : new() { Company = company, Department = department, Title = title };
    }

    private static ContactAddress? Address(JsonElement address)
    {
        var read = new ContactAddress
        {
            Street = address.Text("street"),
            City = address.Text("city"),
            State = address.Text("state"),
            Zip = address.Text("zip"),
            Country = address.Text("country"),
            CountryCode = address.Text("country_code"),
            Type = address.Text("type"),
        };

        return (read.Street ?? read.City ?? read.State ?? read.Zip ?? read.Country ?? read.CountryCode) is null ? null : read;
    }
}
