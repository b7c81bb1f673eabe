using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Media;

public class MediaIngestTests
{
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 1, 2, 3];

    private static Task<Reply> IngestAsync(Lab lab, string source, string more = "{}")
    {
        var fields = (JsonObject)JsonNode.Parse(more)!;
        (fields["phone_number_id"], fields["source"]) = (KapsoEmulator.OperatorPhoneNumberId, source);
        return lab.PostAsync("/platform/v1/whatsapp/media", new JsonObject { ["media_ingest"] = fields }.ToJsonString());
    }

    [Fact]
    public async Task A_file_is_named_after_the_last_part_of_its_address()
    {
        await using var lab = await Lab.StartAsync();
        await using var files = await FileServer.StartAsync(Picture, "image/png");

        var ingested = await IngestAsync(lab, $"{files.Origin}/a/cake.png?x=1");

        Assert.Equal("cake.png", ingested.Text("data.resource.filename"));
    }

    [Theory]
    [InlineData("https://100.64.0.1/a.png")]
    [InlineData("https://0.0.0.0/a.png")]
    [InlineData("https://[::ffff:10.0.0.1]/a.png")]
    [InlineData("https://[2002:a00:1::]/a.png")]
    [InlineData("https://0x0a000001/a.png")]
    public async Task A_private_address_in_disguise_is_403(string source)
    {
        await using var lab = await Lab.StartAsync();

        var refused = await IngestAsync(lab, source);

        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("private", refused.Text("error"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cake.png")]
    [InlineData("http://shop.example/a.png")]
    [InlineData("http://10.0.0.1/a.png")]
    public async Task An_address_that_is_not_https_is_400_and_told_so(string source)
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
    public async Task A_source_that_fails_is_502_with_what_it_answered()
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

        Assert.Equal("source answered 404", missing.Text("error"));
        Assert.Equal(HttpStatusCode.BadGateway, halved.Status);
    }

    [Theory]
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
    public async Task A_wrong_field_is_422_and_named()
    {
        await using var lab = await Lab.StartAsync();

        var delivery = await IngestAsync(lab, "https://shop.example/a.png", """{"delivery":"post"}""");
        var source = await IngestAsync(lab, "");
        var name = await IngestAsync(lab, "https://shop.example/a.png", """{"filename":1}""");

        foreach (var (refused, field) in new[] { (delivery, "delivery"), (source, "source"), (name, "filename") })
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.StartsWith(field, refused.Text("error"), StringComparison.Ordinal);
        }
    }
}
