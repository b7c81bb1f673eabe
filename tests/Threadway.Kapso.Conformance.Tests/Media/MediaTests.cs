using System.Security.Cryptography;
using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Media;

[Contract("13.1")]
public class MediaTests(Target target)
{
    private Task<Reply> UploadAsync(byte[] bytes, string mimeType, string name) => target.Proxy.UploadAsync($"/{target.Number}/media", bytes, mimeType, name);

    [Fact]
    public async Task A_file_is_uploaded_looked_up_downloaded_and_deleted()
    {
        var id = (await UploadAsync(Files.Png, "image/png", "dot.png")).Fits(Shape.Of(("id", Rule.Word)))["id"]!.ToString();
        var one = $"/{id}?phone_number_id={target.Number}";

        var media = (await target.Proxy.GetAsync(one)).Fits(Shapes.Media);
        var download = (await target.Origin.WithKey(null).GetAsync(media["download_url"]!.ToString())).Is(200);
        var deleted = await target.Proxy.DeleteAsync(one);
        var after = await target.Proxy.GetAsync(one);

        Assert.Equal((id, "image/png", $"{Files.Png.Length}"), (media["id"]!.ToString(), media["mime_type"]!.ToString(), media["file_size"]!.ToString()));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Files.Png)), media["sha256"]!.ToString());
        Assert.Equal(Files.Png, download.Bytes);
        Assert.True(deleted.Fits(Shapes.Success)["success"]!.GetValue<bool>());
        after.IsOneOf(400, 404);
    }

    [Fact]
    public async Task A_look_up_needs_the_number()
    {
        var id = (await UploadAsync(Files.Png, "image/png", "dot.png")).Is(200).Text("id");

        var answer = await target.Proxy.GetAsync($"/{id}");

        await target.Proxy.DeleteAsync($"/{id}?phone_number_id={target.Number}");
        answer.IsE3(400);
    }

    [Theory]
    [InlineData("application/octet-stream")]
    [InlineData("image/gif")]
    [InlineData("text/html")]
    public async Task The_parts_own_type_decides_and_one_that_does_not_go_is_100(string mimeType)
    {
        var answer = await UploadAsync(Files.Png, mimeType, "dot.png");

        answer.IsE3(400, 100);
    }

    [Theory, Contract("12.1"), Contract("15")]
    [InlineData("image/png", 5)]
    [InlineData("video/mp4", 16)]
    [InlineData("audio/mpeg", 16)]
    public async Task A_file_that_is_too_big_is_refused(string mimeType, int megabytes)
    {
        // A foreign service need not be sent tens of megabytes to know.
        _ = target.Control;

        var answer = await UploadAsync(new byte[(megabytes * 1024 * 1024) + 1], mimeType, "big");

        if (answer.IsOneOf(400, 413).Status == 400)
            answer.IsE3(400, 131053);
    }

    [Theory, Contract("12.1")]
    [InlineData(100, false)]
    [InlineData(500, true)]
    public async Task A_sticker_has_100_KB_still_and_500_animated(int kilobytes, bool animated)
    {
        _ = target.Control;
        var (fits, exceeds) = (Sticker((kilobytes * 1024) - 1, animated), Sticker((kilobytes * 1024) + 1, animated));

        (await UploadAsync(fits, "image/webp", "s.webp")).Is(200);
        (await UploadAsync(exceeds, "image/webp", "s.webp")).IsE3(400);
    }

    [Fact]
    public async Task A_form_without_a_file_is_refused()
    {
        var answer = await target.Proxy.SendAsync(
            HttpMethod.Post, $"/{target.Number}/media", () => new MultipartFormDataContent { { new StringContent("whatsapp"), "messaging_product" } });

        answer.IsE3(400);
    }

    [Fact, Contract("1")]
    public async Task A_download_without_a_good_token_gives_nothing()
    {
        var answer = await target.Origin.WithKey(null).GetAsync("/meta/whatsapp/media_download?token=nobody-has-this");

        answer.IsOneOf(400, 401, 403, 404);
    }

    [Fact]
    public async Task An_uploaded_file_is_sent_by_its_id()
    {
        var chat = await target.ChatAsync();
        var id = (await target.Proxy.UploadAsync($"/{chat.Number}/media", Files.Png, "image/png", "dot.png")).Is(200).Text("id");

        var sent = await chat.SentIdAsync($$"""{"type":"image","image":{"id":"{{id}}","caption":"A dot"} }""");

        var read = (await target.Platform.GetAsync($"/whatsapp/messages/{sent}")).Data(Shapes.MessageRead);
        Assert.True(read["kapso"]!["has_media"]!.GetValue<bool>());
    }

    /// <summary>The head of a WebP, as long as wanted.</summary>
    private static byte[] Sticker(int length, bool animated)
    {
        var bytes = new byte[length];
        "RIFF"u8.CopyTo(bytes);
        BitConverter.TryWriteBytes(bytes.AsSpan(4), length - 8);
        "WEBPVP8X"u8.CopyTo(bytes.AsSpan(8));
        bytes[16] = 10;
        bytes[20] = (byte)(animated ? 2 : 0);
        return bytes;
    }
}
