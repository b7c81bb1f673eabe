using System.Text;
using System.Text.Unicode;

namespace Threadway.Web.Messaging.Media;

/// <summary>Tells what a file is by its first bytes. Its name and its claimed type are the sender's words and count for nothing.</summary>
internal static class FileTypeReader
{
    /// <summary>As much of a file's beginning as is looked at.</summary>
    public const int HeadLength = 64 * 1024;

    /// <param name="head">The beginning, of at most <see cref="HeadLength"/>.</param>
    public static FileType Of(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? FileType.Jpeg
        : head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? FileType.Png
        : head.StartsWith("GIF8"u8) ? FileType.Gif
        : head.StartsWith("RIFF"u8) && At(head, 8, "WEBP"u8) ? WebP(head)
        : At(head, 4, "ftyp"u8) ? Mp4Reader.Of(head)
        : head.StartsWith("OggS"u8) ? Ogg(head)
        : head.StartsWith("#!AMR"u8) ? FileType.Amr
        : head.StartsWith("%PDF-"u8) ? FileType.Pdf
        : head.StartsWith((ReadOnlySpan<byte>)[(byte)'P', (byte)'K', 3, 4]) ? Zip(head)
        : head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) ? Office(head)
        : Sound(head) ?? (IsText(head) ? FileType.Text : FileType.Unknown);

    internal static bool At(ReadOnlySpan<byte> head, int offset, ReadOnlySpan<byte> mark) => head.Length >= offset + mark.Length && head[offset..].StartsWith(mark);

    /// <summary>The animation bit of an extended header.</summary>
    private static FileType WebP(ReadOnlySpan<byte> head) => At(head, 12, "VP8X"u8) && head.Length > 20 && (head[20] & 2) != 0 ? FileType.AnimatedWebP : FileType.WebP;

    /// <summary>The first page holds nothing but the codec's own beginning, behind a table of the page's segments.</summary>
    private static FileType Ogg(ReadOnlySpan<byte> head) => head.Length > 27 && At(head, 27 + head[26], "OpusHead"u8) ? FileType.OggOpus : FileType.OggOther;

    private static FileType? Sound(ReadOnlySpan<byte> head) => head switch
    {
        _ when head.StartsWith("ID3"u8) => FileType.Mp3,
        // ADTS: twelve bits of mark, and a layer that is none.
        [0xFF, var second, ..] when (second & 0xF6) == 0xF0 => FileType.Aac,
        // MPEG audio of layer III; version 1 of the four there are is none.
        [0xFF, var second, ..] when (second & 0xE6) == 0xE2 && (second & 0x18) != 0x08 => FileType.Mp3,
        _ => null,
    };

    /// <summary>The three of Microsoft's are zip files whose parts lie in folders of their own.</summary>
    private static FileType Zip(ReadOnlySpan<byte> head) =>
        head.IndexOf("word/"u8) >= 0 ? FileType.WordX
        : head.IndexOf("xl/"u8) >= 0 ? FileType.ExcelX
        : head.IndexOf("ppt/"u8) >= 0 ? FileType.PowerPointX
        : FileType.Zip;

    /// <summary>Which of the old three it is says a name in the file's own directory, which need not lie near the beginning.</summary>
    private static FileType Office(ReadOnlySpan<byte> head) =>
        head.IndexOf(Encoding.Unicode.GetBytes("Workbook")) >= 0 ? FileType.Excel
        : head.IndexOf(Encoding.Unicode.GetBytes("PowerPoint")) >= 0 ? FileType.PowerPoint
        : FileType.Word;

    private static bool IsText(ReadOnlySpan<byte> head)
    {
        if (head.Length == 0) return false;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return head.Length % 2 == 0;
        foreach (var one in head)
        {
            if (one < 0x20 && one is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f')) return false;
        }
        // The head may end inside a character.
        for (var cut = 0; cut < 4 && cut < head.Length; cut++)
        {
            if (Utf8.IsValid(head[..^cut])) return cut == 0 || head.Length >= HeadLength;
        }
        return false;
    }
}
