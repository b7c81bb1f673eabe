using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>A person that the project's numbers know (Kapso Platform: contacts). Any of the identities may be missing.</summary>
[JsonConverter(typeof(ContactConverter))]
public sealed record Contact
{
    private readonly Kept raw;

    /// <summary>Kapso's id, a UUID.</summary>
    public required string Id { get; init; }

    /// <summary>The WhatsApp id, which is the number as digits.</summary>
    public string? WaId { get; init; }

    /// <summary>The business-scoped user id.</summary>
    public string? UserId { get; init; }

    /// <summary>The business-scoped user id of the parent business.</summary>
    public string? ParentUserId { get; init; }

    /// <summary>The user name.</summary>
    public string? Username { get; init; }

    /// <summary>The name that the person chose at WhatsApp.</summary>
    public string? ProfileName { get; init; }

    /// <summary>The name that the project gave.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The customer whose contact it is.</summary>
    public string? CustomerId { get; init; }

    /// <summary>The caller's own data.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The contact as it came.</summary>
    public JsonElement Raw
    {
        get => raw.Json;
        init => raw = new(value);
    }

    /// <summary>Names the contact by Kapso's id alone.</summary>
    public override string ToString() => $"Contact {{ Id = {Id}, CustomerId = {CustomerId} }}";
}

/// <summary>What a new contact is.</summary>
public sealed record CreateContact
{
    /// <summary>The WhatsApp id, which is the number as digits.</summary>
    public required string WaId { get; init; }

    /// <summary>The name that the person chose.</summary>
    public string? ProfileName { get; init; }

    /// <summary>The name that the project gives.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The customer whose contact it is.</summary>
    public string? CustomerId { get; init; }

    /// <summary>The caller's own data, an object.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>Says that it is a contact, and not whose.</summary>
    public override string ToString() => $"CreateContact {{ CustomerId = {CustomerId} }}";
}

/// <summary>What changes on a contact; what is <see langword="null"/> stays as it is.</summary>
public sealed record UpdateContact
{
    /// <summary>The name that the person chose.</summary>
    public string? ProfileName { get; init; }

    /// <summary>The name that the project gives.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The customer whose contact it is.</summary>
    public string? CustomerId { get; init; }

    /// <summary>The caller's own data, an object.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>Says that a contact changes, and not whose.</summary>
    public override string ToString() => $"UpdateContact {{ CustomerId = {CustomerId} }}";
}

/// <summary>Which contacts to list; what is <see langword="null"/> does not filter.</summary>
public sealed record ContactFilter
{
    /// <summary>Contacts of this customer.</summary>
    public string? CustomerId { get; init; }

    /// <summary>Contacts of the customer with this key of the caller's own.</summary>
    public string? CustomerExternalId { get; init; }

    /// <summary>Contacts that have a customer, or that have none.</summary>
    public bool? HasCustomer { get; init; }

    /// <summary>A part of the name that the person chose.</summary>
    public string? ProfileNameContains { get; init; }

    /// <summary>A part of the number, as digits.</summary>
    public string? WaIdContains { get; init; }

    /// <summary>The contact with this business-scoped user id.</summary>
    public string? UserId { get; init; }

    /// <summary>Made after this time.</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>Made before this time.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Contacts a page, from 1 to 100.</summary>
    public int PageSize { get; init; } = 20;

    /// <summary>Says what is asked for, without names and numbers.</summary>
    public override string ToString() => $"ContactFilter {{ CustomerId = {CustomerId} }}";
}

internal sealed class ContactConverter : RawConverter<Contact>
{
    public static Contact? Read(JsonElement contact) => contact.Text("id") is { Length: > 0 } id && PersonId.Of(contact, "wa_id") is var person
        ? new()
        {
            Id = id,
            WaId = person.Phone,
            UserId = contact.Text("business_scoped_user_id") ?? person.UserId,
            ParentUserId = contact.Text("parent_business_scoped_user_id"),
            Username = contact.Text("username"),
            ProfileName = contact.Text("profile_name"),
            DisplayName = contact.Text("display_name"),
            CustomerId = contact.Text("customer_id"),
            Metadata = contact.Member("metadata"),
            CreatedAt = contact.Time("created_at"),
            UpdatedAt = contact.Time("updated_at"),
            Raw = contact,
        }
        : null;

    protected override Contact? From(JsonElement element) => Read(element);

    protected override JsonElement RawOf(Contact value) => value.Raw;
}
