using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>Somebody whose numbers the project looks after (Kapso Platform: customers).</summary>
public sealed record Customer
{
    private readonly KeptIfOdd raw;

    /// <summary>Kapso's id, a UUID.</summary>
    public required string Id { get; init; }

    /// <summary>The name shown at Kapso.</summary>
    public required string Name { get; init; }

    /// <summary>The caller's own key. Kapso does not promise that it is unique.</summary>
    public string? ExternalCustomerId { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>
    /// The customer as it came. Made anew when it is asked for, as long as it came with these members alone: then they say all.
    /// </summary>
    [JsonIgnore]
    public JsonElement Raw
    {
        get => raw.Json ?? CustomerConverter.Write(this);
        init => raw = new(value);
    }

    /// <summary>Names the customer by its keys alone.</summary>
    public override string ToString() => $"Customer {{ Id = {Id}, ExternalCustomerId = {ExternalCustomerId} }}";
}

/// <summary>What a new customer starts with.</summary>
public sealed record CreateCustomer
{
    /// <summary>The name shown at Kapso.</summary>
    public required string Name { get; init; }

    /// <summary>The caller's own key.</summary>
    public string? ExternalCustomerId { get; init; }
}

/// <summary>What changes on a customer; what is <see langword="null"/> stays as it is.</summary>
public sealed record UpdateCustomer
{
    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>The caller's own key.</summary>
    public string? ExternalCustomerId { get; init; }
}

/// <summary>Which customers to list; what is <see langword="null"/> does not filter.</summary>
public sealed record CustomerFilter
{
    /// <summary>A part of the name.</summary>
    public string? NameContains { get; init; }

    /// <summary>The caller's own key, exactly.</summary>
    public string? ExternalCustomerId { get; init; }

    /// <summary>Made after this time.</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>Made before this time.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Customers a page, 20 by default; Kapso may give fewer.</summary>
    public int? PageSize { get; init; }
}
