using System.Net;
using System.Net.Http.Headers;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Media;

public class MediaTests
{
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 1, 2, 3];

    private static async Task<string> UploadedIdAsync(Chat chat)
    {
        using var form = new MultipartFormDataContent { { new StringContent("whatsapp"), "messaging_product" }, { Part(), "file", "cake.png" } };
        using var response = await chat.Lab.Http.PostAsync(
            new Uri($"/meta/whatsapp/v24.0/{chat.NumberId}/media", UriKind.Relative), form, TestContext.Current.CancellationToken);
        return (await Reply.OfAsync(response)).Ok().Text("id");
    }

    private static ByteArrayContent Part()
    {
        var part = new ByteArrayContent(Picture);
        part.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        return part;
    }

    [Fact]
    public async Task A_file_that_is_too_old_is_404_and_code_100()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        var id = await UploadedIdAsync(chat);

        await lab.PostAsync("/_emulator/clock", """{"advance":"30.00:00:00"}""");
        var gone = await lab.GetAsync($"/meta/whatsapp/v24.0/{id}?phone_number_id={chat.NumberId}");

        Assert.Equal((HttpStatusCode.NotFound, "100"), (gone.Status, gone.Text("error.code")));
    }

    [Fact]
    public async Task An_uploaded_picture_is_shown_on_the_phone_and_told_in_prose()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);

        var id = await chat.SentIdAsync($$"""{"type":"image","image":{"id":"{{await UploadedIdAsync(chat)}}","caption":"A cake"} }""");
        var screen = await chat.ScreenAsync();
        var read = await lab.GetAsync($"/platform/v1/whatsapp/messages/{id}");

        Assert.Contains("<img src=\"/meta/whatsapp/media_download?token=", screen, StringComparison.Ordinal);
        Assert.StartsWith("A cake\nimage attached: cake.png, 7 bytes, http", read.Text("data.kapso.content"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_sends_a_picture_from_the_page()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await chat.SubscribeAsync("received");
        using var form = new MultipartFormDataContent { { Part(), "file", "cat.png" }, { new StringContent("My cat"), "caption" } };

        using var posted = await lab.Http.PostAsync(new Uri($"/phones/{Chat.Phone}/file", UriKind.Relative), form, TestContext.Current.CancellationToken);
        var image = (await lab.Receiver.NextAsync()).Body["message"]!["image"]!;

        Assert.Equal(HttpStatusCode.SeeOther, posted.StatusCode);
        Assert.Equal(("My cat", "image/png"), (image["caption"]!.ToString(), image["mime_type"]!.ToString()));
    }

    [Fact]
    public async Task A_script_that_sends_a_file_of_a_wrong_type_for_the_person_is_422()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);

        var refused = await chat.TryWriteAsync("""{"type":"media","media":{"mimeType":"application/x-msdownload","base64":"TVo="}}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
    }
}
