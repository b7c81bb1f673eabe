using System.Net;
using System.Text;
using CsCheck;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Threadway.Kapso.Tests.Media;

/// <summary>Whatever a file is called, its form is one that any reader of RFC 7578 takes apart as it was meant.</summary>
public sealed class FileNameTests
{
    private static readonly KapsoOptions Options = new() { ApiKey = "test-key", BaseUrl = new("https://kapso.example") };

    public static TheoryData<string, string> Names => new()
    {
        { "bread.jpg", "bread.jpg" },
        { "menú del día.pdf", "menú del día.pdf" },
        { "パン👍.png", "パン👍.png" },
        { "say \"hi\".png", "say %22hi%22.png" },
        { "a;b='c'.png", "a;b='c'.png" },
        { "/etc/passwd", "passwd" },
        { "C:\\Users\\ana\\foto.png", "foto.png" },
        { "../../secret.png", "secret.png" },
        { "..", "file" },
        { ".", "file" },
        { "", "file" },
        { "   ", "file" },
        { "/", "file" },
        { ".png", "png" },
        { "a\r\nX-Injected: yes\r\n\r\n.png", "aX-Injected: yes.png" },
        { "a\0b\tc.png", "abc.png" },
        { "a\u2028b\u202egnp.exe", "abgnp.exe" },
        { "half\ud83d.png", "half.png" },
        { new string('x', 300) + ".png", new string('x', 124) + ".png" },
        { string.Concat(Enumerable.Repeat("👍", 100)), string.Concat(Enumerable.Repeat("👍", 64)) },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Any_name_of_a_file_goes_out_as_a_sane_one(string name, string expected)
    {
        var form = await UploadAsync(name, "image/png");

        Assert.Equal(["messaging_product", "file"], form.Select(part => part.Name));
        Assert.Equal(("whatsapp", null), (form[0].Content, form[0].FileName));
        Assert.Equal((expected, "image/png", "the file"), (form[1].FileName, form[1].ContentType, form[1].Content));
        Assert.All(form, part => Assert.Equal(2, part.Headers));
    }

    [Fact]
    public async Task No_name_at_all_breaks_the_form()
    {
        var names = Gen.OneOf(Gen.String[Gen.Char, 0, 200], Gen.OneOf("\"", "\r\n", "\\", "/", "--", "%0D%0A", "\u0085").Array[0, 9].Select(string.Concat));

        await names.SampleAsync(async name =>
        {
            var form = await UploadAsync(name, "image/png");

            Assert.Equal(["messaging_product", "file"], form.Select(part => part.Name));
            Assert.Equal(("the file", 2), (form[1].Content, form[1].Headers));
            Assert.NotEmpty(form[1].FileName!);
            Assert.DoesNotContain(form[1].FileName!, character => char.IsControl(character) || character is '/' or '\\' or '"');
        }, iter: 500, threads: 1);
    }

    [Theory]
    [InlineData(null, "menu.pdf", "application/pdf")]
    [InlineData("application/octet-stream", "photo.JPG", "image/jpeg")]
    [InlineData("Application/Octet-Stream; x=1", "note.opus", "audio/ogg")]
    [InlineData("audio/ogg; codecs=opus", "x.bin", "audio/ogg; codecs=opus")]
    [InlineData("text/plain", "x.pdf", "text/plain")]
    public async Task A_file_says_what_it_is_by_its_type_or_else_by_its_name(string? contentType, string name, string expected)
    {
        Assert.Equal(expected, (await UploadAsync(name, contentType))[1].ContentType);
    }

    [Theory]
    [InlineData(null, "file")]
    [InlineData(null, "data.bin")]
    [InlineData("application/octet-stream", "data")]
    [InlineData("image/png\r\nX-Injected: yes", "a.png")]
    [InlineData("image/png; name=\"a\r\n b\"", "a.png")]
    [InlineData("png", "a.png")]
    public async Task What_does_not_say_what_it_is_is_refused_before_sending(string? contentType, string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(nameof(contentType), () => UploadAsync(name, contentType));
    }

    private static async Task<List<Part>> UploadAsync(string name, string? contentType)
    {
        using var receiver = new Receiver();
        using var kapso = new KapsoClient(new HttpClient(receiver), Options);
        await using var file = new MemoryStream("the file"u8.ToArray());

        await kapso.Media.UploadAsync("601", file, contentType, name, Token);

        return receiver.Parts;
    }

    private sealed record Part(string Name, string? FileName, string? ContentType, int Headers, string Content);

    /// <summary>Reads the form as ASP.NET Core does.</summary>
    private sealed class Receiver : HttpMessageHandler
    {
        public List<Part> Parts { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var type = MediaTypeHeaderValue.Parse(request.Content!.Headers.ContentType!.ToString());
            Assert.Equal("multipart/form-data", type.MediaType.Value);
            var bytes = await request.Content.ReadAsByteArrayAsync(cancellationToken);
            var reader = new MultipartReader(HeaderUtilities.RemoveQuotes(type.Boundary).Value!, new MemoryStream(bytes));
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                Assert.DoesNotContain("filename*", section.ContentDisposition!, StringComparison.Ordinal);
                var disposition = ContentDispositionHeaderValue.Parse(section.ContentDisposition);
                using var content = new StreamReader(section.Body, Encoding.UTF8);
                Parts.Add(new(
                    HeaderUtilities.RemoveQuotes(disposition.Name).Value!,
                    disposition.FileName.HasValue ? HeaderUtilities.RemoveQuotes(disposition.FileName).Value : null,
                    section.ContentType,
                    section.Headers!.Count,
                    await content.ReadToEndAsync(cancellationToken)));
            }

            return new(HttpStatusCode.OK) { Content = new StringContent("""{"id":"1"}""") };
        }
    }
}
