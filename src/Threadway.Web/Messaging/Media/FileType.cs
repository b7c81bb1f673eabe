namespace Threadway.Web.Messaging.Media;

/// <summary>What a file's first bytes say that it is.</summary>
/// <param name="ContentType">As it is sent to Meta, which goes by this alone.</param>
/// <param name="Ending">Of a file of this type, with its dot.</param>
/// <param name="Most">The largest that WhatsApp takes, in bytes.</param>
internal sealed record FileType(string ContentType, string Ending, long Most)
{
    private const long Kilobyte = 1024, Megabyte = 1024 * Kilobyte;

    public const long LargestFile = 100 * Megabyte;

    public static readonly FileType
        Jpeg = new("image/jpeg", ".jpg", 5 * Megabyte) { IsShown = true },
        Png = new("image/png", ".png", 5 * Megabyte) { IsShown = true },
        WebP = new("image/webp", ".webp", 100 * Kilobyte) { IsShown = true },
        AnimatedWebP = new("image/webp", ".webp", 500 * Kilobyte) { IsShown = true },
        Gif = new("image/gif", ".gif", 0) { IsShown = true, Refusal = "WhatsApp takes no GIF: send a short MP4 video, or an animated WebP as a sticker." },
        Mp4 = new("video/mp4", ".mp4", 16 * Megabyte) { IsShown = true },
        Mp4Other = new("video/mp4", ".mp4", 0) { IsShown = true, Refusal = "WhatsApp takes MP4 and 3GP videos with H.264 alone: convert this one (in ffmpeg: -c:v libx264 -c:a aac)." },
        ThreeGp = new("video/3gpp", ".3gp", 16 * Megabyte) { IsShown = true },
        QuickTime = new("video/quicktime", ".mov", 0) { Refusal = "WhatsApp takes no QuickTime video: convert it to MP4 with H.264 and AAC." },
        Heif = new("image/heif", ".heic", 0) { Refusal = "WhatsApp takes no HEIC or AVIF picture: convert it to JPEG or PNG." },
        OggOpus = new("audio/ogg; codecs=opus", ".ogg", 16 * Megabyte) { IsShown = true },
        OggOther = new("audio/ogg", ".ogg", 0) { IsShown = true, Refusal = "WhatsApp takes OGG with Opus alone: convert this one (in ffmpeg: -c:a libopus)." },
        Mp3 = new("audio/mpeg", ".mp3", 16 * Megabyte) { IsShown = true },
        M4a = new("audio/mp4", ".m4a", 16 * Megabyte) { IsShown = true },
        Aac = new("audio/aac", ".aac", 16 * Megabyte) { IsShown = true },
        Amr = new("audio/amr", ".amr", 16 * Megabyte),
        Pdf = new("application/pdf", ".pdf", LargestFile),
        Word = new("application/msword", ".doc", LargestFile),
        Excel = new("application/vnd.ms-excel", ".xls", LargestFile),
        PowerPoint = new("application/vnd.ms-powerpoint", ".ppt", LargestFile),
        WordX = new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx", LargestFile),
        ExcelX = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx", LargestFile),
        PowerPointX = new("application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx", LargestFile),
        Zip = new("application/zip", ".zip", LargestFile),
        Text = new("text/plain", ".txt", LargestFile),
        Unknown = new("application/octet-stream", ".bin", 0) { Refusal = "Nothing in this file says what it is." };

    /// <summary>Whether a browser may show it in place; all else is a download, whatever it is called.</summary>
    public bool IsShown { get; init; }

    /// <summary>Why WhatsApp does not take it, and what helps; null where it does.</summary>
    public string? Refusal { get; init; }

    /// <summary>The content type without parameters.</summary>
    public string Plain => MediaLimits.Plain(ContentType);
}

/// <summary>Which files a type of message may carry (contract 12.1).</summary>
/// <param name="InWords">For whoever must choose another.</param>
internal sealed record MediaLimits(long Most, string InWords, params string[] ContentTypes)
{
    private static readonly Dictionary<string, MediaLimits> All = new()
    {
        ["image"] = new(FileType.Jpeg.Most, "An image is JPEG or PNG of at most 5 MB.", FileType.Jpeg.Plain, FileType.Png.Plain),
        ["video"] = new(FileType.Mp4.Most, "A video is MP4 or 3GP with H.264 and AAC, of at most 16 MB.", FileType.Mp4.Plain, FileType.ThreeGp.Plain),
        ["audio"] = new(
            FileType.Mp3.Most, "Audio is AAC, AMR, MP3, M4A, or OGG with Opus, of at most 16 MB.",
            FileType.Aac.Plain, FileType.Amr.Plain, FileType.Mp3.Plain, FileType.M4a.Plain, FileType.OggOpus.Plain),
        // Whether it moves was looked at when it was uploaded.
        ["sticker"] = new(FileType.AnimatedWebP.Most, "A sticker is WebP of at most 100 KB, or 500 KB where it moves.", FileType.WebP.Plain),
        ["document"] = new(FileType.LargestFile, "A document has at most 100 MB."),
    };

    public static MediaLimits Of(string kind) => All[kind];

    /// <summary>A document may be any file that could be uploaded.</summary>
    public bool Takes(string contentType) => ContentTypes.Length == 0 || ContentTypes.Contains(Plain(contentType));

    public static string Plain(string contentType) => contentType.Split(';')[0].Trim().ToLowerInvariant();
}
