using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
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
        var again = await target.Proxy.DeleteAsync(one);

        Assert.Equal((id, "image/png", $"{Files.Png.Length}"), (media["id"]!.ToString(), media["mime_type"]!.ToString(), media["file_size"]!.ToString()));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Files.Png)), media["sha256"]!.ToString());
        Assert.Equal(Files.Png, download.Bytes);
        Assert.Equal("image/png", download.Header("Content-Type"));
        Assert.True(deleted.Fits(Shapes.Success)["success"]!.GetValue<bool>());
        after.IsOneOf(400, 404);
        again.IsOneOf(400, 404);
    }

    [Fact]
    public async Task A_deleted_file_is_sent_no_more()
    {
        var chat = await target.ChatAsync();
        var id = (await target.Proxy.UploadAsync($"/{chat.Number}/media", Files.Png, "image/png", "dot.png")).Is(200).Text("id");
        (await target.Proxy.DeleteAsync($"/{id}?phone_number_id={chat.Number}")).Is(200);

        var answer = await chat.SendAsync($$"""{"type":"image","image":{"id":"{{id}}"} }""");

        answer.IsE3(400, 100);
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

    [Theory]
    [InlineData("whatsapp", null, "A dot.")]
    [InlineData("whatsapp", "image/png", "")]
    [InlineData("telegram", "image/png", "A dot.")]
    public async Task A_part_without_a_type_or_bytes_and_another_product_are_refused(string product, string? mimeType, string bytes)
    {
        var answer = await target.Proxy.SendAsync(HttpMethod.Post, $"/{target.Number}/media", () =>
        {
            var file = new ByteArrayContent(Encoding.UTF8.GetBytes(bytes));
            file.Headers.ContentType = mimeType is null ? null : MediaTypeHeaderValue.Parse(mimeType);
            return new MultipartFormDataContent { { new StringContent(product), "messaging_product" }, { file, "file", "dot.png" } };
        });

        answer.IsE3(400);
    }

    [Fact, Contract("2.3")]
    public async Task An_upload_for_a_number_that_is_not_in_the_project_is_404()
    {
        var answer = await target.Proxy.UploadAsync("/999999999999999/media", Files.Png, "image/png", "dot.png");

        answer.IsE3(404);
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
        (await UploadAsync(exceeds, "image/webp", "s.webp")).IsE3(400, 131053);
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

    [Fact, Contract("9.5")]
    public async Task An_uploaded_file_is_sent_by_its_id()
    {
        var chat = await target.ChatAsync();
        var id = (await target.Proxy.UploadAsync($"/{chat.Number}/media", Files.Png, "image/png", "dot.png")).Is(200).Text("id");

        var sent = await chat.SentIdAsync($$"""{"type":"image","image":{"id":"{{id}}","caption":"A dot"} }""");

        var read = (await target.Platform.GetAsync($"/whatsapp/messages/{sent}")).Data(Shapes.MessageRead);
        var (kapso, data) = (read["kapso"]!, read["kapso"]!["media_data"]!);
        Assert.True(kapso["has_media"]!.GetValue<bool>());
        Assert.Equal(("dot.png", "image/png", Files.Png.Length), (
            data["filename"]!.ToString(), data["content_type"]!.ToString(), data["byte_size"]!.GetValue<int>()));
        Assert.Contains("dot.png", kapso["content"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(Files.Png, (await target.Origin.WithKey(null).GetAsync(kapso["media_url"]!.ToString())).Is(200).Bytes);
    }

    [Fact, Contract("9.5")]
    public async Task A_file_that_a_person_sent_is_looked_up_by_its_id()
    {
        var chat = await target.ChatAsync();

        var id = await chat.HearJsonAsync($$"""
            {"phoneNumberId":"{{chat.Number}}","type":"media","media":{"mimeType":"image/png","base64":"{{Convert.ToBase64String(Files.Png)}}","fileName":"dot.png"} }
            """);
        var image = (await target.Platform.GetAsync($"/whatsapp/messages/{id}")).Data(Shapes.MessageRead)["image"]!;
        var media = (await target.Proxy.GetAsync($"/{image["id"]}?phone_number_id={chat.Number}")).Fits(Shapes.Media);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Files.Png)), media["sha256"]!.ToString());
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
