using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>A file at Meta, which keeps it for 30 days.</summary>
public sealed record MediaFile
{
    private readonly Kept raw;

    /// <summary>The file's id, as messages carry it.</summary>
    public required string Id { get; init; }

    /// <summary>Meta's own address, for 5 minutes.</summary>
    public Uri? Url { get; init; }

    /// <summary>The content type.</summary>
    public string? MimeType { get; init; }

    /// <summary>The SHA-256 digest that Meta tells.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The size in bytes.</summary>
    public long? FileSize { get; init; }

    /// <summary>
    /// Kapso's address, for 4 minutes, for <see cref="MediaClient.DownloadAsync"/>. Whoever has it can read the file: keep it out of logs.
    /// </summary>
    [JsonConverter(typeof(FileAddressConverter))]
    public Uri? DownloadUrl { get; init; }

    /// <summary>Until when <see cref="DownloadUrl"/> works.</summary>
    public DateTimeOffset? DownloadUrlExpiresAt { get; init; }

    /// <summary>The file, as Meta tells of it and as it came.</summary>
    [JsonIgnore]
    public JsonElement Raw
    {
        get => raw.Json;
        init => raw = new(value);
    }

    /// <summary>Names the file without its addresses.</summary>
    public override string ToString() => $"MediaFile {{ Id = {Id}, MimeType = {MimeType}, FileSize = {FileSize} }}";
}

internal sealed record UploadAnswer(string Id);
