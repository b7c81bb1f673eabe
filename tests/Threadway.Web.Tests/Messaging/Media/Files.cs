using System.Buffers.Binary;
using System.Text;

namespace Threadway.Web.Tests.Messaging.Media;

/// <summary>Beginnings of files, as they are.</summary>
internal static class Files
{
    public static readonly byte[]
        Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF"u8],
        Png = [0x89, .. "PNG"u8, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8],
        Gif = [.. "GIF89a"u8, 1, 0, 1, 0],
        StillWebP = [.. "RIFF"u8, 100, 0, 0, 0, .. "WEBPVP8 "u8, 1, 2, 3, 4, 5, 6],
        MovingWebP = [.. "RIFF"u8, 100, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 2, 0, 0, 0],
        Mp3 = [.. "ID3"u8, 4, 0, 0],
        BareMp3 = [0xFF, 0xFB, 0x90, 0x00],
        Aac = [0xFF, 0xF1, 0x50, 0x80],
        Amr = [.. "#!AMR\n"u8, 1, 2],
        Pdf = [.. "%PDF-1.7\n"u8],
        Zip = [(byte)'P', (byte)'K', 3, 4, .. "hello.txt"u8],
        Docx = [(byte)'P', (byte)'K', 3, 4, .. "[Content_Types].xml"u8, (byte)'P', (byte)'K', 3, 4, .. "word/document.xml"u8],
        Xlsx = [(byte)'P', (byte)'K', 3, 4, .. "[Content_Types].xml"u8, (byte)'P', (byte)'K', 3, 4, .. "xl/workbook.xml"u8],
        Doc = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0],
        Xls = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. Encoding.Unicode.GetBytes("Workbook")],
        Text = Encoding.UTF8.GetBytes("Hello, ñandú.\r\n"),
        Html = [.. "<script>alert(1)</script>"u8],
        Program = [0x7F, .. "ELF"u8, 2, 1, 1, 0];

    public static byte[] Ogg(string codec) => [.. "OggS"u8, 0, 2, .. new byte[20], 1, 19, .. Encoding.ASCII.GetBytes(codec), .. new byte[11]];

    public static byte[] Mp4(string brand, params string[] codecs) =>
    [
        .. Box("ftyp", [.. Encoding.ASCII.GetBytes(brand), 0, 0, 0, 0]),
        .. Box("free", new byte[8]),
        .. Box("moov", [.. codecs.SelectMany(codec => Box("stsd", [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 16, .. Encoding.ASCII.GetBytes(codec), .. new byte[4]]))]),
        .. Box("mdat", new byte[16]),
    ];

    /// <summary>The table of contents at the end, as cameras write it.</summary>
    public static byte[] Mp4WithContentsLast(string brand) =>
        [.. Box("ftyp", [.. Encoding.ASCII.GetBytes(brand), 0, 0, 0, 0]), 0x7F, 0xFF, 0xFF, 0xFF, .. "mdat"u8, .. new byte[64]];

    public static byte[] Filled(byte[] beginning, int length)
    {
        var file = new byte[length];
        beginning.CopyTo(file, 0);
        for (var i = beginning.Length; i < length; i++) file[i] = (byte)(i % 251);
        return file;
    }

    private static byte[] Box(string name, byte[] body)
    {
        var box = new byte[8 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        Encoding.ASCII.GetBytes(name).CopyTo(box, 4);
        body.CopyTo(box, 8);
        return box;
    }
}
