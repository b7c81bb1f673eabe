using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>A file that Kapso fetches (Kapso Platform: media).</summary>
public sealed record IngestMedia
{
    /// <summary>The number's id at Meta.</summary>
    public required string PhoneNumberId { get; init; }

    /// <summary>Where Kapso fetches the file: a public address.</summary>
    public required Uri Source { get; init; }

    /// <summary>As what it goes to Meta; as <see cref="MediaDelivery.MetaMedia"/>, for messages, by default.</summary>
    public MediaDelivery Delivery { get; init; } = MediaDelivery.MetaMedia;

    /// <summary>The name it gets; the address's own by default.</summary>
    public string? Filename { get; init; }

    /// <summary>The content type; what the address says by default.</summary>
    public string? MimeType { get; init; }

    /// <summary>Names the number without the address, which may hold a key.</summary>
    public override string ToString() => $"IngestMedia {{ PhoneNumberId = {PhoneNumberId}, Delivery = {Delivery} }}";
}

/// <summary>A file that Kapso fetched and handed to Meta.</summary>
public sealed record IngestedMedia
{
    private readonly Kept raw;

    /// <summary>Kapso's id of what it did.</summary>
    public required string IngestId { get; init; }

    /// <summary>What became of the file at Meta.</summary>
    public required IngestTarget Target { get; init; }

    /// <summary>The file as Kapso found it.</summary>
    public IngestResource? Resource { get; init; }

    /// <summary>The answer as it came.</summary>
    [JsonIgnore]
    public JsonElement Raw
    {
        get => raw.Json;
        init => raw = new(value);
    }
}

/// <summary>What a fetched file is at Meta: one of the two ids is there.</summary>
public sealed record IngestTarget
{
    private readonly Kept raw;

    /// <summary>As what it went to Meta.</summary>
    public MediaDelivery? Kind { get; init; }

    /// <summary>The id for <see cref="MediaMessage.MediaId"/>; it lives 30 days.</summary>
    public string? MediaId { get; init; }

    /// <summary>The handle for <see cref="UpdateBusinessProfile.ProfilePictureHandle"/> or a template's sample.</summary>
    public string? Handle { get; init; }

    /// <summary>What it became, as it came.</summary>
    [JsonIgnore]
    public JsonElement Raw
    {
        get => raw.Json;
        init => raw = new(value);
    }
}

/// <summary>A file as Kapso found it.</summary>
public sealed record IngestResource
{
    private readonly Kept raw;

    /// <summary>The name.</summary>
    public string? Filename { get; init; }

    /// <summary>The content type.</summary>
    public string? MimeType { get; init; }

    /// <summary>The size in bytes.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>The SHA-256 digest.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Where it was fetched.</summary>
    public Uri? SourceUrl { get; init; }

    /// <summary>The file, as Kapso tells of it and as it came.</summary>
    [JsonIgnore]
    public JsonElement Raw
    {
        get => raw.Json;
        init => raw = new(value);
    }

    /// <summary>Names the file without its address, which may hold a key.</summary>
    public override string ToString() => $"IngestResource {{ MimeType = {MimeType}, SizeBytes = {SizeBytes} }}";
}
