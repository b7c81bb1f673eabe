using System.Text.Json.Serialization;

namespace Threadway.Kapso;

/// <summary>A message that carries a file: one uploaded before, or one that Meta fetches. Give one of the two.</summary>
public abstract record MediaMessage : OutgoingMessage
{
    private protected MediaMessage()
    {
    }

    /// <summary>The id that <see cref="MediaClient.UploadAsync"/> gave.</summary>
    [JsonPropertyName("id")]
    public string? MediaId { get; init; }

    /// <summary>Where Meta fetches the file.</summary>
    public Uri? Link { get; init; }
}

/// <summary>A picture: JPEG or PNG of at most 5 MB.</summary>
public sealed record ImageMessage : MediaMessage
{
    /// <summary>The text below; at most 1,024 characters.</summary>
    public string? Caption { get; init; }

    internal override string Kind => "image";
}

/// <summary>A film: MP4 or 3GP with H.264 and AAC of at most 16 MB.</summary>
public sealed record VideoMessage : MediaMessage
{
    /// <summary>The text below; at most 1,024 characters.</summary>
    public string? Caption { get; init; }

    internal override string Kind => "video";
}

/// <summary>Sound of at most 16 MB.</summary>
public sealed record AudioMessage : MediaMessage
{
    /// <summary>Whether it shows as a voice message, which must be OGG with Opus.</summary>
    public bool? Voice { get; init; }

    internal override string Kind => "audio";
}

/// <summary>A file of at most 100 MB.</summary>
public sealed record DocumentMessage : MediaMessage
{
    /// <summary>The name it shows under.</summary>
    public string? Filename { get; init; }

    /// <summary>The text below; at most 1,024 characters.</summary>
    public string? Caption { get; init; }

    internal override string Kind => "document";
}

/// <summary>A sticker: WebP of at most 100 KB, animated 500 KB.</summary>
public sealed record StickerMessage : MediaMessage
{
    internal override string Kind => "sticker";
}

/// <summary>A file inside a template or above an interactive message. Give one of <see cref="MediaId"/> and <see cref="Link"/>.</summary>
public sealed record MediaReference
{
    /// <summary>The id that <see cref="MediaClient.UploadAsync"/> gave.</summary>
    [JsonPropertyName("id")]
    public string? MediaId { get; init; }

    /// <summary>Where Meta fetches the file.</summary>
    public Uri? Link { get; init; }

    /// <summary>A document's name.</summary>
    public string? Filename { get; init; }

    /// <summary>The handle of an example, to create a template with: <see cref="IngestTarget.Handle"/>. It is not sent.</summary>
    [JsonIgnore]
    public string? Handle { get; init; }

    /// <summary>Names the file by id alone.</summary>
    public override string ToString() => $"MediaReference {{ MediaId = {MediaId} }}";
}
