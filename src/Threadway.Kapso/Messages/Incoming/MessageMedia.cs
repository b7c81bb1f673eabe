using System.Text.Json;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>A file that a message carries.</summary>
public sealed record MessageMedia
{
    private static readonly string[] Kinds = ["image", "video", "audio", "voice", "document", "sticker"];

    /// <summary>Meta's id, for <see cref="MediaClient"/>.</summary>
    public string? Id { get; init; }

    /// <summary>
    /// Kapso's address of the file, for <see cref="MediaClient.DownloadAsync"/>: absolute, or relative to Kapso's origin where it begins
    /// with a slash. Whoever has it can read the file.
    /// </summary>
    public Uri? Url { get; init; }

    /// <summary>The text below.</summary>
    public string? Caption { get; init; }

    /// <summary>The file's name.</summary>
    public string? Filename { get; init; }

    /// <summary>The content type.</summary>
    public string? ContentType { get; init; }

    /// <summary>The size in bytes.</summary>
    public long? ByteSize { get; init; }

    /// <summary>The SHA-256 digest that Meta tells.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Whether it was spoken into the phone, and is not a file of sound.</summary>
    public bool IsVoice { get; init; }

    /// <summary>Whether a sticker moves.</summary>
    public bool IsAnimated { get; init; }

    /// <summary>Whether the person may be shown it once.</summary>
    public bool IsViewOnce { get; init; }

    /// <summary>What Meta wrote of it as it came; undefined where Kapso alone told.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>Names the file without address and caption.</summary>
    public override string ToString() => $"MessageMedia {{ Id = {Id}, ContentType = {ContentType} }}";

    internal static MessageMedia? Read(JsonElement message, string? type, JsonElement kapso)
    {
        var kind = type is not null && Kinds.Contains(type) ? type : Kinds.FirstOrDefault(kind => message.Child(kind) is not null);
        var file = kind is null ? default : message.Child(kind) ?? default;
        var data = kapso.Child("media_data") ?? default;
        var media = new MessageMedia
        {
            Id = file.Text("id"),
            Url = data.FileAddress("url") ?? kapso.FileAddress("media_url") ?? file.FileAddress("url") ?? file.FileAddress("link"),
            Caption = file.Text("caption"),
            Filename = file.Text("filename") ?? data.Text("filename"),
            ContentType = data.Text("content_type") ?? file.Text("mime_type"),
            ByteSize = data.Whole("byte_size"),
            Sha256 = file.Text("sha256"),
            IsVoice = kind == "voice" || file.Flag("voice") == true,
            IsAnimated = file.Flag("animated") == true,
            IsViewOnce = file.Flag("view_once") == true,
            Raw = file,
        };

        return (media.Id ?? media.Caption ?? media.Filename ?? media.ContentType ?? media.Sha256) is not null || media.Url is not null
            ? media
            : null;
    }
}
