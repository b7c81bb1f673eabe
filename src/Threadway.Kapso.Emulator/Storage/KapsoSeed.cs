using System.Text.Json;

namespace Threadway.Kapso.Emulator;

/// <summary>
/// A known state to start from, and to come back to at a reset: from code (<see cref="KapsoEmulatorOptions.Seed"/>) or as a
/// JSON file with these fields in camel case (<see cref="KapsoEmulatorOptions.SeedFile"/>). Ids are made up when left out.
/// </summary>
public sealed record KapsoSeed
{
    // Set rather than init, here and below: the generated reader would overwrite the defaults of init properties.

    /// <summary>Customers with their numbers.</summary>
    public IReadOnlyList<CustomerSeed> Customers { get; set; } = [];

    /// <summary>People of whom the project knows.</summary>
    public IReadOnlyList<ContactSeed> Contacts { get; set; } = [];

    /// <summary>Templates of the operator's own business account, beside <c>sign_in_code</c> and <c>hello_world</c>.</summary>
    public IReadOnlyList<TemplateSeed> Templates { get; set; } = [];
}

/// <summary>A customer of the project.</summary>
public sealed record CustomerSeed
{
    /// <summary>Kapso's id.</summary>
    public string? Id { get; set; }

    /// <summary>What the customer is called.</summary>
    public required string Name { get; set; }

    /// <summary>The caller's own id for the customer.</summary>
    public string? ExternalCustomerId { get; set; }

    /// <summary>The customer's connected numbers.</summary>
    public IReadOnlyList<PhoneNumberSeed> PhoneNumbers { get; set; } = [];
}

/// <summary>A connected number. Its business account has the template <c>hello_world</c>, as each has at Meta.</summary>
public sealed record PhoneNumberSeed
{
    /// <summary>Meta's id.</summary>
    public string? PhoneNumberId { get; set; }

    /// <summary>Meta's id of the WhatsApp Business account; several numbers may be of one.</summary>
    public string? BusinessAccountId { get; set; }

    /// <summary>The number itself, in international form.</summary>
    public required string PhoneNumber { get; set; }

    /// <summary>The name that people see.</summary>
    public required string VerifiedName { get; set; }

    /// <summary>How it is connected; dedicated unless said otherwise.</summary>
    public NumberConnection ConnectionType { get; set; } = NumberConnection.Dedicated;

    /// <summary>Templates of its business account.</summary>
    public IReadOnlyList<TemplateSeed> Templates { get; set; } = [];
}

/// <summary>Somebody of whom the project knows.</summary>
public sealed record ContactSeed
{
    /// <summary>The person's number, in international form.</summary>
    public required string PhoneNumber { get; set; }

    /// <summary>The name in the person's profile.</summary>
    public string? ProfileName { get; set; }
}

/// <summary>A message template.</summary>
public sealed record TemplateSeed
{
    /// <summary>Lower-case letters, digits and underscores.</summary>
    public required string Name { get; set; }

    /// <summary>For example <c>en_US</c>.</summary>
    public string Language { get; set; } = "en_US";

    /// <summary><c>AUTHENTICATION</c>, <c>MARKETING</c> or <c>UTILITY</c>.</summary>
    public string Category { get; set; } = "UTILITY";

    /// <summary>The words of a template that has a body without variables, and nothing else; otherwise <see cref="Components"/>.</summary>
    public string? Body { get; set; }

    /// <summary>Meta's own array (contract 13.2), checked as a creation by the API is.</summary>
    public JsonElement? Components { get; set; }

    /// <summary><c>POSITIONAL</c> or <c>NAMED</c>.</summary>
    public string? ParameterFormat { get; set; }

    /// <summary>What Meta's review says of it.</summary>
    public TemplateReview Status { get; set; }
}
