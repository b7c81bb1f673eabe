namespace Threadway.Kapso.Emulator.State;

/// <summary>A file that was uploaded for a number, or that a person sent to it.</summary>
internal sealed class MediaFile
{
    public required string Id { get; init; }
    public required string PhoneNumberId { get; init; }

    /// <summary>As the upload named it, with parameters as <c>codecs</c>.</summary>
    public required string MimeType { get; init; }

    public required string FileName { get; init; }
    public required byte[] Bytes { get; init; }
    public required string Sha256 { get; init; }

    /// <summary>By which a resumable upload is named, in profile pictures.</summary>
    public string? Handle { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public List<MediaToken> Tokens { get; init; } = [];
}

/// <summary>Opens a file without a key, for ever or until a time.</summary>
internal sealed record MediaToken(string Value, DateTimeOffset? Until);
