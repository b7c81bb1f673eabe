using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>What people see about the business behind a number (Meta: business profiles).</summary>
public sealed record BusinessProfile
{
    private readonly Kept raw;

    /// <summary>The line below the name.</summary>
    public string? About { get; init; }

    /// <summary>The address.</summary>
    public string? Address { get; init; }

    /// <summary>What the business does.</summary>
    public string? Description { get; init; }

    /// <summary>The mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The picture.</summary>
    public Uri? ProfilePictureUrl { get; init; }

    /// <summary>Meta's word for the trade.</summary>
    public string? Vertical { get; init; }

    /// <summary>Web addresses.</summary>
    public IReadOnlyList<string>? Websites { get; init; }

    /// <summary>The profile as it came.</summary>
    [JsonIgnore]
    public JsonElement Raw
    {
        get => raw.Json;
        init => raw = new(value);
    }

    /// <summary>Says that it is a profile, and not whose.</summary>
    public override string ToString() => $"BusinessProfile {{ Vertical = {Vertical} }}";
}

/// <summary>What changes on a business profile; what is <see langword="null"/> stays as it is.</summary>
public sealed record UpdateBusinessProfile
{
    [JsonInclude]
    internal string MessagingProduct { get; } = "whatsapp";

    /// <summary>The line below the name; from 1 to 139 characters.</summary>
    public string? About { get; init; }

    /// <summary>The address; at most 256 characters.</summary>
    public string? Address { get; init; }

    /// <summary>What the business does; at most 512 characters.</summary>
    public string? Description { get; init; }

    /// <summary>The mail address; at most 128 characters.</summary>
    public string? Email { get; init; }

    /// <summary>The handle of an uploaded picture.</summary>
    public string? ProfilePictureHandle { get; init; }

    /// <summary>Meta's word for the trade.</summary>
    public string? Vertical { get; init; }

    /// <summary>At most two web addresses, of at most 256 characters.</summary>
    public IReadOnlyList<string>? Websites { get; init; }
}

internal sealed record ProfileAnswer(IReadOnlyList<BusinessProfile> Data);
