using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Media;

public class MediaIngestTests
{
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 1, 2, 3];

    private static Task<Reply> IngestAsync(Lab lab, string source, string more = "{}", string number = KapsoEmulator.OperatorPhoneNumberId)
    {
        var fields = (JsonObject)JsonNode.Parse(more)!;
        (fields["phone_number_id"], fields["source"]) = (number, source);
        return lab.PostAsync("/platform/v1/whatsapp/media", new JsonObject { ["media_ingest"] = fields }.ToJsonString());
    }

    [Fact]
    public async Task A_file_is_fetched_and_can_be_sent_by_its_id()
    {
        await using var lab = await Lab.StartAsync();
        await using var files = await FileServer.StartAsync(Picture, "image/png");
        var chat = await Chat.OpenAsync(lab);

        var ingested = await IngestAsync(lab, $"{files.Origin}/a/cake.png?x=1", number: chat.NumberId);
        var sent = await chat.SendAsync($$"""{"type":"image","image":{"id":"{{ingested.Text("data.target.media_id")}}"} }""");
        var found = await lab.GetAsync($"/meta/whatsapp/v24.0/{ingested.Text("data.target.media_id")}?phone_number_id={chat.NumberId}");

        Assert.Equal((HttpStatusCode.OK, "meta_media"), (ingested.Status, ingested.Text("data.target.kind")));
        Assert.NotEmpty(ingested.Text("data.ingest_id"));
        Assert.Null(ingested.At("data.target.handle"));
        Assert.Equal(("cake.png", "image/png", "7", $"{files.Origin}/a/cake.png?x=1"), (
            ingested.Text("data.resource.filename"), ingested.Text("data.resource.mime_type"),
            ingested.Text("data.resource.size_bytes"), ingested.Text("data.resource.source_url")));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Picture)), ingested.Text("data.resource.sha256"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (sent.Status, found.Status));
    }

    [Fact]
    public async Task Hints_win_over_what_the_source_says()
    {
        await using var lab = await Lab.StartAsync();
        await using var files = await FileServer.StartAsync(Picture, "application/octet-stream");

        var ingested = await IngestAsync(lab, files.Origin, """{"filename":"menu.pdf","mime_type":"application/pdf"}""");

        Assert.Equal(("menu.pdf", "application/pdf"), (ingested.Text("data.resource.filename"), ingested.Text("data.resource.mime_type")));
    }

    [Fact]
    public async Task A_resumable_asset_has_a_handle_that_a_profile_takes_for_its_picture()
    {
        await using var lab = await Lab.StartAsync();
        await using var files = await FileServer.StartAsync(Picture, "image/png");
        var profile = $"/meta/whatsapp/v24.0/{KapsoEmulator.OperatorPhoneNumberId}/whatsapp_business_profile";

        var ingested = await IngestAsync(lab, files.Origin + "/me.png", """{"delivery":"meta_resumable_asset"}""");
        (await lab.PostAsync(profile, $$"""{"messaging_product":"whatsapp","profile_picture_handle":"{{ingested.Text("data.target.handle")}}"}""")).Ok();
        var picture = (await lab.GetAsync(profile)).Data[0]!["profile_picture_url"]!.ToString();
        using var stranger = new HttpClient();

        Assert.Equal("meta_resumable_asset", ingested.Text("data.target.kind"));
        Assert.Null(ingested.At("data.target.media_id"));
        Assert.Equal(Picture, await stranger.GetByteArrayAsync(new Uri(picture), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("https://10.0.0.1/a.png")]
    [InlineData("https://172.16.0.1/a.png")]
    [InlineData("https://192.168.1.1/a.png")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://100.64.0.1/a.png")]
    [InlineData("https://0.0.0.0/a.png")]
    [InlineData("https://[fd00::1]/a.png")]
    [InlineData("https://[fe80::1]/a.png")]
    [InlineData("https://[::ffff:10.0.0.1]/a.png")]
    [InlineData("https://[2002:a00:1::]/a.png")]
    [InlineData("https://0x0a000001/a.png")]
    public async Task A_private_address_is_403(string source)
    {
        await using var lab = await Lab.StartAsync();

        var refused = await IngestAsync(lab, source);

        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("private", refused.Text("error"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cake.png")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://shop.example/a.png")]
    [InlineData("http://shop.example/a.png")]
    [InlineData("http://10.0.0.1/a.png")]
    public async Task An_address_that_is_not_https_is_400(string source)
    {
        await using var lab = await Lab.StartAsync();

        var refused = await IngestAsync(lab, source);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.StartsWith("source", refused.Text("error"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://192.168.0.1/secret", HttpStatusCode.Forbidden)]
    [InlineData("http://192.168.0.1/secret", HttpStatusCode.BadRequest)]
    [InlineData("file:///etc/passwd", HttpStatusCode.BadRequest)]
    [InlineData("/again", HttpStatusCode.BadGateway)]
    public async Task A_redirect_leads_nowhere_that_the_address_itself_may_not(string location, HttpStatusCode status)
    {
        await using var lab = await Lab.StartAsync();
        await using var files = await FileServer.StartAsync(http =>
        {
            http.Response.Redirect(location);
            return Task.CompletedTask;
        });

        var refused = await IngestAsync(lab, files.Origin);

        Assert.Equal(status, refused.Status);
    }

    [Fact]
    public async Task A_redirect_on_this_machine_is_followed()
    {
        await using var lab = await Lab.StartAsync();
        await using var files = await FileServer.StartAsync(async http =>
        {
            if (http.Request.Path != "/real.png")
            {
                http.Response.Redirect("/real.png");
                return;
            }

            http.Response.ContentType = "image/png";
            await http.Response.Body.WriteAsync(Picture, http.RequestAborted);
        });

        Assert.Equal(HttpStatusCode.OK, (await IngestAsync(lab, files.Origin + "/old.png")).Status);
    }

    [Fact]
    public async Task A_source_that_fails_is_502()
    {
        await using var lab = await Lab.StartAsync();
        await using var files = await FileServer.StartAsync(http =>
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        await using var cut = await FileServer.StartAsync(async http =>
        {
            http.Response.ContentType = "image/png";
            http.Response.ContentLength = 100;
            await http.Response.Body.WriteAsync(Picture, http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            http.Abort();
        });

        var missing = await IngestAsync(lab, files.Origin);
        var halved = await IngestAsync(lab, cut.Origin);

        Assert.Equal((HttpStatusCode.BadGateway, "source answered 404"), (missing.Status, missing.Text("error")));
        Assert.Equal(HttpStatusCode.BadGateway, halved.Status);
    }

    [Theory]
    [InlineData((5 * 1024 * 1024) + 1, "image/png", HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(5 * 1024 * 1024, "image/png", HttpStatusCode.OK)]
    [InlineData(1, "application/x-msdownload", HttpStatusCode.BadRequest)]
    [InlineData(1, null, HttpStatusCode.BadRequest)]
    [InlineData(0, "image/png", HttpStatusCode.UnprocessableEntity)]
    public async Task A_file_that_WhatsApp_does_not_take_is_refused(int size, string? mimeType, HttpStatusCode status)
    {
        await using var lab = await Lab.StartAsync();
        await using var files = await FileServer.StartAsync(new byte[size], mimeType);

        Assert.Equal(status, (await IngestAsync(lab, files.Origin)).Status);
    }

    [Theory]
    [InlineData("image/png; x=\\r\\nSet-Cookie: a=b")]
    [InlineData("image/png; x=é")]
    public async Task A_type_that_could_not_be_a_header_is_refused(string mimeType)
    {
        await using var lab = await Lab.StartAsync();
        await using var files = await FileServer.StartAsync(Picture, "image/png");

        var refused = await IngestAsync(lab, files.Origin, $$"""{"mime_type":"{{mimeType}}"}""");

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
    }

    [Fact]
    public async Task A_wrong_field_is_422_and_an_unknown_number_404()
    {
        await using var lab = await Lab.StartAsync();

        var delivery = await IngestAsync(lab, "https://shop.example/a.png", """{"delivery":"post"}""");
        var source = await IngestAsync(lab, "");
        var name = await IngestAsync(lab, "https://shop.example/a.png", """{"filename":1}""");
        var number = await IngestAsync(lab, "https://shop.example/a.png", number: "1");

        foreach (var (refused, field) in new[] { (delivery, "delivery"), (source, "source"), (name, "filename") })
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.StartsWith(field, refused.Text("error"), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, number.Status);
    }
}
