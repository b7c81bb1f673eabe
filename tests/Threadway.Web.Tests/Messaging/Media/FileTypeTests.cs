using CsCheck;
using Threadway.Web.Messaging.Media;

namespace Threadway.Web.Tests.Messaging.Media;

public sealed class FileTypeTests
{
    public static TheoryData<byte[], string, bool> Known => new()
    {
        { Files.Jpeg, "image/jpeg", true },
        { Files.Png, "image/png", true },
        { Files.Gif, "image/gif", false },
        { Files.StillWebP, "image/webp", true },
        { Files.MovingWebP, "image/webp", true },
        { Files.Mp4("isom", "avc1", "mp4a"), "video/mp4", true },
        { Files.Mp4("mp42", "hvc1", "mp4a"), "video/mp4", false },
        { Files.Mp4("isom", "av01"), "video/mp4", false },
        { Files.Mp4("3gp5", "avc1"), "video/3gpp", true },
        { Files.Mp4("3gp5", "s263"), "video/mp4", false },
        { Files.Mp4("isom", "mp4a"), "audio/mp4", true },
        { Files.Mp4("M4A ", "mp4a"), "audio/mp4", true },
        { Files.Mp4("qt  ", "avc1"), "video/quicktime", false },
        { Files.Mp4("heic"), "image/heif", false },
        { Files.Mp4WithContentsLast("isom"), "video/mp4", true },
        { Files.Ogg("OpusHead"), "audio/ogg; codecs=opus", true },
        { Files.Ogg("\u0001vorbis"), "audio/ogg", false },
        { Files.Mp3, "audio/mpeg", true },
        { Files.BareMp3, "audio/mpeg", true },
        { Files.Aac, "audio/aac", true },
        { Files.Amr, "audio/amr", true },
        { Files.Pdf, "application/pdf", true },
        { Files.Zip, "application/zip", true },
        { Files.Docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", true },
        { Files.Xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", true },
        { Files.Doc, "application/msword", true },
        { Files.Xls, "application/vnd.ms-excel", true },
        { Files.Text, "text/plain", true },
        { Files.Html, "text/plain", true },
        { Files.Program, "application/octet-stream", false },
        { [], "application/octet-stream", false },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void A_files_beginning_says_what_it_is_and_whether_WhatsApp_takes_it(byte[] file, string contentType, bool taken)
    {
        var type = FileTypeReader.Of(file);

        Assert.Equal((contentType, taken), (type.ContentType, type.Refusal is null));
        Assert.Equal(taken, type.Most > 0);
    }

    [Fact]
    public void Nothing_but_pictures_films_and_sound_is_shown_in_place()
    {
        string[] shown =
        [
            .. Known.Select(row => FileTypeReader.Of(row.Data.Item1)).Where(type => type.IsShown).Select(type => type.Plain).Distinct().Order(StringComparer.Ordinal),
        ];

        Assert.Equal(["audio/aac", "audio/mp4", "audio/mpeg", "audio/ogg", "image/gif", "image/jpeg", "image/png", "image/webp", "video/3gpp", "video/mp4"], shown);
    }

    [Fact]
    public void No_bytes_throw() => Gen.Select(Gen.Int[0, 30], Gen.Int[0, 80], Gen.Byte.Array[0, 40]).Sample((which, cut, more) =>
    {
        var rows = Known.Select(row => row.Data.Item1).ToList();
        var file = rows[which % rows.Count];
        Assert.NotNull(FileTypeReader.Of([.. file.Take(cut), .. more]));
    });

    [Theory]
    [InlineData("a.pdf", "a.pdf")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\x\\a.pdf", "a.pdf")]
    [InlineData("fdp\u202Eexe.txt", "fdpexe.txt")]
    [InlineData("a\r\nSet-Cookie: x.txt", "aSet-Cookie x.txt")]
    [InlineData("...", null)]
    [InlineData("", null)]
    [InlineData("año 2026 – факт.pdf", "año 2026 – факт.pdf")]
    public void A_files_name_is_a_name_and_nothing_else(string name, string? clean) => Assert.Equal(clean, FileNames.Clean(name));

    [Theory]
    [InlineData("https://api.kapso.ai", "https://api.kapso.ai/x", true)]
    [InlineData("https://api.kapso.ai", "/x?token=1", true)]
    [InlineData("https://api.kapso.ai", "https://app.kapso.ai/x", true)]
    [InlineData("https://api.kapso.ai", "https://files.example.org/x", true)]
    [InlineData("https://api.kapso.ai", "https://kapso.ai.evil.org/x", false)]
    [InlineData("https://api.kapso.ai", "https://evilkapso.ai/x", false)]
    [InlineData("https://api.kapso.ai", "http://api.kapso.ai/x", false)]
    [InlineData("https://api.kapso.ai", "https://api.kapso.ai:8443/x", false)]
    [InlineData("https://api.kapso.ai", "https://u:p@api.kapso.ai/x", false)]
    [InlineData("https://api.kapso.ai", "//evil.org/x", false)]
    [InlineData("https://api.kapso.ai", "https://169.254.169.254/latest", false)]
    [InlineData("https://api.kapso.ai", "file:///etc/passwd", false)]
    [InlineData("http://localhost:4300", "http://localhost:4300/x", true)]
    [InlineData("http://localhost:4300", "http://localhost:5432/x", false)]
    public void Files_are_read_from_Kapsos_hosts_alone(string origin, string address, bool allowed)
    {
        var hosts = new MediaHosts(
            Microsoft.Extensions.Options.Options.Create(new Threadway.Kapso.KapsoOptions { BaseUrl = new(origin) }),
            Microsoft.Extensions.Options.Options.Create(new MediaOptions { MediaHosts = ["files.example.org"] }));

        Assert.Equal(allowed, hosts.Find(address) is not null);
    }
}
