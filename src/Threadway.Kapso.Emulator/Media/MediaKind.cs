namespace Threadway.Kapso.Emulator.Media;

/// <summary>A type of message that carries a file: which files, and how big they may be (contract 12.1).</summary>
internal sealed record MediaKind(string Name, int LargestBytes, params string[] MimeTypes)
{
    private const int Megabyte = 1024 * 1024;

    // A still sticker has 100 KB at most, an animated one 500.
    private const int LargestStillSticker = 100 * 1024;

    public static readonly MediaKind[] All =
    [
        new("image", 5 * Megabyte, "image/jpeg", "image/png"),
        new("video", 16 * Megabyte, "video/mp4", "video/3gpp"),
        new("audio", 16 * Megabyte, "audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"),
        new("sticker", 500 * 1024, "image/webp"),
        new(
            "document", 100 * Megabyte, "text/plain", "application/pdf", "application/msword", "application/vnd.ms-excel",
            "application/vnd.ms-powerpoint", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ];

    /// <summary>Room for the biggest file and what multipart adds.</summary>
    public static int LargestUpload => 101 * Megabyte;

    /// <summary>Null for a type of file that WhatsApp does not take, and for one that could not be sent on as a header.</summary>
    public static MediaKind? OfMime(string mimeType)
    {
        if (mimeType.Any(c => !char.IsAscii(c) || char.IsControl(c)))
            return null;
        var plain = Plain(mimeType);
        return Array.Find(All, kind => kind.MimeTypes.Contains(plain));
    }

    /// <summary>A document may be any file that can be uploaded.</summary>
    public bool Takes(string mimeType) => Name == "document" ? OfMime(mimeType) is not null : MimeTypes.Contains(Plain(mimeType));

    public int LargestFor(ReadOnlySpan<byte> file) => Name == "sticker" && !IsAnimated(file) ? LargestStillSticker : LargestBytes;

    public static string Plain(string mimeType) => mimeType.Split(';')[0].Trim().ToLowerInvariant();

    /// <summary>The animation bit of an extended WebP header.</summary>
    private static bool IsAnimated(ReadOnlySpan<byte> file) => file.Length > 20 && file[12..16].SequenceEqual("VP8X"u8) && (file[20] & 2) != 0;
}
