using System.Buffers.Binary;

namespace Threadway.Web.Messaging.Media;

/// <summary>Tells the relatives of MP4 apart by their brand, and the codec where the file's table of contents lies at its beginning.</summary>
internal static class Mp4Reader
{
    // Of a sample description: version and flags, a count, the size of the first entry, and then its name.
    private const int NameBehindDescription = 16;

    public static FileType Of(ReadOnlySpan<byte> head)
    {
        var brand = head.Length >= 12 ? head[8..12] : default;
        if (brand.StartsWith("M4A"u8) || brand.StartsWith("M4B"u8)) return FileType.M4a;
        if (brand.StartsWith("qt"u8)) return FileType.QuickTime;
        if (brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8) || brand.StartsWith("mif1"u8) || brand.StartsWith("msf1"u8) || brand.StartsWith("avi"u8)) return FileType.Heif;

        return Codec(head) switch
        {
            Video.Other => FileType.Mp4Other,
            Video.None => FileType.M4a,
            _ => brand.StartsWith("3g"u8) ? FileType.ThreeGp : FileType.Mp4,
        };
    }

    private enum Video
    {
        /// <summary>The table of contents is not here, or not all of it.</summary>
        Unsaid,
        H264,
        Other,

        /// <summary>All tracks are here, and none of them is a picture.</summary>
        None,
    }

    private static Video Codec(ReadOnlySpan<byte> head)
    {
        var contents = Contents(head, out var isWhole);
        var hasSound = false;
        while (contents.IndexOf("stsd"u8) is >= 0 and var at)
        {
            contents = contents[at..];
            if (contents.Length < NameBehindDescription + 4) break;
            var name = contents.Slice(NameBehindDescription, 4);
            if (name.SequenceEqual("avc1"u8) || name.SequenceEqual("avc3"u8)) return Video.H264;
            if (IsOtherVideo(name)) return Video.Other;
            hasSound |= name.SequenceEqual("mp4a"u8);
            contents = contents[4..];
        }
        return isWhole && hasSound ? Video.None : Video.Unsaid;
    }

    private static bool IsOtherVideo(ReadOnlySpan<byte> name) =>
        name.StartsWith("hvc"u8) || name.StartsWith("hev"u8) || name.StartsWith("av01"u8) || name.StartsWith("vp0"u8) || name.StartsWith("mp4v"u8)
        || name.StartsWith("s263"u8) || name.StartsWith("dvh"u8) || name.StartsWith("mjpg"u8) || name.StartsWith("mjp"u8);

    /// <summary>The box <c>moov</c>, as far as it is here.</summary>
    private static ReadOnlySpan<byte> Contents(ReadOnlySpan<byte> head, out bool isWhole)
    {
        isWhole = false;
        var rest = head;
        while (rest.Length >= 8)
        {
            long size = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (size == 1 && rest.Length >= 16) size = (long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(rest[8..]), int.MaxValue);
            if (size < 8) return default;
            if (FileTypeReader.At(rest, 4, "moov"u8))
            {
                isWhole = size <= rest.Length;
                return isWhole ? rest[..(int)size] : rest;
            }
            if (size >= rest.Length) return default;
            rest = rest[(int)size..];
        }
        return default;
    }
}
