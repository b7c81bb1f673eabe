using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Media;

public class MediaTests
{
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 1, 2, 3];

    private static async Task<Reply> UploadAsync(Chat chat, byte[] bytes, string? mimeType = "image/png", string product = "whatsapp", string name = "cake.png")
    {
        using var part = new ByteArrayContent(bytes);
        part.Headers.ContentType = mimeType is null ? null : MediaTypeHeaderValue.Parse(mimeType);
        using var form = new MultipartFormDataContent { { new StringContent(product), "messaging_product" }, { part, "file", name } };
        using var response = await chat.Lab.Http.PostAsync(
            new Uri($"/meta/whatsapp/v24.0/{chat.NumberId}/media", UriKind.Relative), form, TestContext.Current.CancellationToken);
        return await Reply.OfAsync(response);
    }

    private static Task<Reply> LookUpAsync(Chat chat, string id) => chat.Lab.GetAsync($"/meta/whatsapp/v24.0/{id}?phone_number_id={chat.NumberId}");

    [Fact]
    public async Task An_upload_is_looked_up_and_downloaded_without_a_key()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);

        var uploaded = await UploadAsync(chat, Picture);
        var found = await LookUpAsync(chat, uploaded.Text("id"));
        using var stranger = new HttpClient();
        using var download = await stranger.GetAsync(new Uri(found.Text("download_url")), TestContext.Current.CancellationToken);

        Assert.Equal(["id"], uploaded.Ok().Json.AsObject().Select(field => field.Key));
        Assert.Equal(("image/png", "\"7\""), (found.Text("mime_type"), found.At("file_size")!.ToJsonString()));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Picture)), found.Text("sha256"));
        Assert.Equal(Picture, await download.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("image/png", download.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_download_address_is_good_for_four_minutes_and_the_id_for_thirty_days()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        var id = (await UploadAsync(chat, Picture)).Text("id");
        var address = (await LookUpAsync(chat, id)).Text("download_url");

        await lab.PostAsync("/_emulator/clock", """{"advance":"00:03:59"}""");
        var early = await lab.GetAsync(address);
        await lab.PostAsync("/_emulator/clock", """{"advance":"00:00:01"}""");
        var late = await lab.GetAsync(address);
        await lab.PostAsync("/_emulator/clock", """{"advance":"30.00:00:00"}""");
        var gone = await LookUpAsync(chat, id);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (early.Status, late.Status));
        Assert.Equal((HttpStatusCode.NotFound, "100"), (gone.Status, gone.Text("error.code")));
    }

    [Theory]
    [InlineData("application/octet-stream", 7, "100")]
    [InlineData(null, 7, "100")]
    [InlineData("image/png", 0, "100")]
    [InlineData("image/png", (5 * 1024 * 1024) + 1, "131053")]
    [InlineData("image/webp", (100 * 1024) + 1, "131053")]
    [InlineData("audio/ogg; codecs=opus", (16 * 1024 * 1024) + 1, "131053")]
    public async Task A_file_that_WhatsApp_does_not_take_is_refused(string? mimeType, int size, string code)
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);

        var refused = await UploadAsync(chat, new byte[size], mimeType);

        Assert.Equal((HttpStatusCode.BadRequest, code), (refused.Status, refused.Text("error.code")));
    }

    [Fact]
    public async Task An_animated_sticker_may_be_bigger_than_a_still_one()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        var animated = new byte[500 * 1024];
        "VP8X"u8.CopyTo(animated.AsSpan(12));
        animated[20] = 2;

        var accepted = await UploadAsync(chat, animated, "image/webp");

        Assert.Equal(HttpStatusCode.OK, accepted.Status);
    }

    [Fact]
    public async Task An_upload_without_its_product_or_for_an_unknown_number_is_refused()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);

        var product = await UploadAsync(chat, Picture, product: "telegram");
        var number = await UploadAsync(chat with { NumberId = "1" }, Picture);
        var lookUp = await lab.GetAsync("/meta/whatsapp/v24.0/123");

        Assert.Equal("100", product.Text("error.code"));
        Assert.Equal(HttpStatusCode.NotFound, number.Status);
        Assert.Equal((HttpStatusCode.BadRequest, "100"), (lookUp.Status, lookUp.Text("error.code")));
    }

    [Fact]
    public async Task An_uploaded_picture_is_sent_by_id_and_shown_on_the_phone()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await chat.SubscribeAsync("sent");
        var id = (await UploadAsync(chat, Picture)).Text("id");

        await chat.SentIdAsync($$"""{"type":"image","image":{"id":"{{id}}","caption":"A cake"} }""");
        var kapso = (await lab.Receiver.NextAsync()).Body["message"]!["kapso"]!;
        var shown = await lab.GetAsync(new Uri(kapso["media_url"]!.ToString()).PathAndQuery);

        Assert.Equal("true", kapso["has_media"]!.ToJsonString());
        Assert.Equal(("cake.png", "image/png", "7"), (
            kapso["media_data"]!["filename"]!.ToString(), kapso["media_data"]!["content_type"]!.ToString(), kapso["media_data"]!["byte_size"]!.ToString()));
        Assert.Contains("A cake", kapso["content"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, shown.Status);
        Assert.Contains("<img src=\"/meta/whatsapp/media_download?token=", await chat.ScreenAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image/png", "video", "131053")]
    [InlineData("audio/mpeg", "sticker", "131053")]
    [InlineData("image/png", "document", null)]
    public async Task A_file_goes_only_as_the_type_it_is_of_or_as_a_document(string mimeType, string type, string? code)
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        var id = (await UploadAsync(chat, Picture, mimeType)).Text("id");

        var answer = await chat.SendAsync($$"""{"type":"{{type}}","{{type}}":{"id":"{{id}}"} }""");

        Assert.Equal(code, answer.At("error.code")?.ToString());
    }

    [Fact]
    public async Task A_voice_message_is_ogg()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        var song = (await UploadAsync(chat, Picture, "audio/mpeg")).Text("id");
        var voice = (await UploadAsync(chat, Picture, "audio/ogg; codecs=opus")).Text("id");

        var refused = await chat.SendAsync($$"""{"type":"audio","audio":{"id":"{{song}}","voice":true} }""");
        var accepted = await chat.SendAsync($$"""{"type":"audio","audio":{"id":"{{voice}}","voice":true} }""");

        Assert.Equal("131053", refused.Text("error.code"));
        Assert.Equal(HttpStatusCode.OK, accepted.Status);
    }

    [Fact]
    public async Task A_deleted_file_is_gone_for_reads_and_sends()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        var id = (await UploadAsync(chat, Picture)).Text("id");

        var deleted = await lab.DeleteAsync($"/meta/whatsapp/v24.0/{id}?phone_number_id={chat.NumberId}");
        var again = await lab.DeleteAsync($"/meta/whatsapp/v24.0/{id}?phone_number_id={chat.NumberId}");
        var sent = await chat.SendAsync($$"""{"type":"image","image":{"id":"{{id}}"} }""");

        Assert.Equal("""{"success":true}""", deleted.Content);
        Assert.Equal(HttpStatusCode.NotFound, again.Status);
        Assert.Equal("100", sent.Text("error.code"));
        Assert.Contains("image.id is not a valid", sent.Text("error.error_data.details"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_sends_a_picture_that_the_business_downloads()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await chat.SubscribeAsync("received");
        using var part = new ByteArrayContent(Picture);
        part.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var form = new MultipartFormDataContent { { part, "file", "cat.png" }, { new StringContent("My cat"), "caption" } };

        using var posted = await lab.Http.PostAsync(new Uri($"/phones/{Chat.Phone}/file", UriKind.Relative), form, TestContext.Current.CancellationToken);
        var image = (await lab.Receiver.NextAsync()).Body["message"]!["image"]!;
        var found = await LookUpAsync(chat, image["id"]!.ToString());

        Assert.Equal(HttpStatusCode.SeeOther, posted.StatusCode);
        Assert.Equal(("My cat", "image/png"), (image["caption"]!.ToString(), image["mime_type"]!.ToString()));
        Assert.Equal(image["sha256"]!.ToString(), found.Text("sha256"));
    }

    [Fact]
    public async Task A_script_sends_a_file_for_the_person_and_a_wrong_type_is_422()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);

        await chat.WriteAsync("""{"type":"media","media":{"mimeType":"application/pdf","base64":"JVBERg==","fileName":"menu.pdf"}}""");
        var refused = await chat.TryWriteAsync("""{"type":"media","media":{"mimeType":"application/x-msdownload","base64":"TVo="}}""");
        var listed = await lab.GetAsync($"/platform/v1/whatsapp/messages?has_media=true&phone_number_id={chat.NumberId}");

        Assert.Equal("document", Assert.Single(listed.Data)!["type"]!.ToString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
    }
}
