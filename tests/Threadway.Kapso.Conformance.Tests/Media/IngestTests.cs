using System.Security.Cryptography;
using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Media;

/// <summary>A file that Kapso fetches by itself.</summary>
[Contract("13.1")]
public class IngestTests(Target target)
{
    private static readonly Shape Ingest = Shape.Of(
        ("ingest_id", Rule.Word),
        ("target", Rule.Of(
            ("kind", Rule.OneOf("meta_media", "meta_resumable_asset")), ("media_id", Rule.Word.Optional), ("handle", Rule.Word.Optional))),
        ("resource", Rule.Of(
            ("filename", Rule.Word), ("mime_type", Rule.Word), ("size_bytes", Rule.Count), ("sha256", Rule.Sha256), ("source_url", Rule.Uri))));

    private Task<Reply> IngestAsync(string source, string more = "", string? number = null) => target.Platform.PostAsync(
        "/whatsapp/media", $$"""{"media_ingest":{"phone_number_id":"{{number ?? target.Number}}","source":"{{source}}"{{more}} } }""");

    [Theory]
    [InlineData("", "meta_media", "media_id", "handle")]
    [InlineData(",\"delivery\":\"meta_media\"", "meta_media", "media_id", "handle")]
    [InlineData(",\"delivery\":\"meta_resumable_asset\"", "meta_resumable_asset", "handle", "media_id")]
    public async Task A_file_is_fetched(string more, string kind, string id, string notThis)
    {
        var source = target.Serve(Files.Png, "image/png");

        var answer = await IngestAsync(source.AbsoluteUri, more);

        var ingest = answer.IsOneOf(200, 201).Data(Ingest, answer.Status);
        Assert.Equal(kind, ingest["target"]!["kind"]!.ToString());
        Assert.NotNull(ingest["target"]![id]);
        Assert.Null(ingest["target"]![notThis]);
        Assert.Equal(
            ("image/png", Files.Png.Length, Convert.ToHexStringLower(SHA256.HashData(Files.Png)), source.AbsoluteUri),
            (ingest["resource"]!["mime_type"]!.ToString(), ingest["resource"]!["size_bytes"]!.GetValue<int>(), ingest["resource"]!["sha256"]!.ToString(), ingest["resource"]!["source_url"]!.ToString()));
    }

    [Fact]
    public async Task A_fetched_file_is_sent_by_its_id()
    {
        var chat = await target.ChatAsync(target.Number);
        var source = target.Serve(Files.Png, "image/png");
        var id = (await IngestAsync(source.AbsoluteUri)).Text("data.target.media_id");

        var sent = await chat.SendAsync($$"""{"type":"image","image":{"id":"{{id}}"} }""");
        var found = await target.Proxy.GetAsync($"/{id}?phone_number_id={target.Number}");

        sent.Fits(Shapes.Sent);
        found.Fits(Shapes.Media);
    }

    [Fact]
    public async Task A_name_and_a_type_that_were_given_win_over_the_sources()
    {
        var source = target.Serve(Files.Png, "application/octet-stream");

        var answer = await IngestAsync(source.AbsoluteUri, ",\"filename\":\"mine.png\",\"mime_type\":\"image/png\"");

        var resource = answer.IsOneOf(200, 201).Data(Ingest, answer.Status)["resource"]!;
        Assert.Equal(("mine.png", "image/png"), (resource["filename"]!.ToString(), resource["mime_type"]!.ToString()));
    }

    [Fact, Contract("13.3")]
    public async Task An_asset_becomes_the_picture_of_a_profile_by_its_handle()
    {
        var (_, number) = await target.ConnectAsync();
        var profile = $"/{number}/whatsapp_business_profile";
        var source = target.Serve(Files.Png, "image/png");
        var handle = (await IngestAsync(source.AbsoluteUri, ",\"delivery\":\"meta_resumable_asset\"", number)).Text("data.target.handle");

        var changed = await target.Proxy.PostAsync(profile, $$"""{"messaging_product":"whatsapp","profile_picture_handle":"{{handle}}"}""");

        changed.Fits(Shapes.Success);
        var picture = (await target.Proxy.GetAsync($"{profile}?fields=profile_picture_url")).Is(200).Json["data"]![0]!["profile_picture_url"]!.ToString();
        Assert.Equal(Files.Png, (await target.Origin.WithKey(null).GetAsync(picture)).Is(200).Bytes);
    }

    [Theory]
    [InlineData("no url", 400)]
    [InlineData("file:///etc/passwd", 400)]
    [InlineData("ftp://tenant.example/a.png", 400)]
    [InlineData("https://10.0.0.1/a.png", 403)]
    [InlineData("https://172.16.0.1/a.png", 403)]
    [InlineData("https://192.168.0.1/a.png", 403)]
    [InlineData("https://169.254.169.254/a.png", 403)]
    [InlineData("https://[fd00::1]/a.png", 403)]
    [InlineData("https://[fe80::1]/a.png", 403)]
    public async Task A_source_that_is_none_or_private_is_refused(string source, int status)
    {
        var answer = await IngestAsync(source);

        // Which body a 400 has here, the contract leaves open.
        if (answer.Is(status).Status == 403)
            answer.IsE1(403);
    }

    [Fact]
    public async Task A_missing_source_and_an_unknown_delivery_are_refused()
    {
        var source = target.Serve(Files.Png, "image/png");

        var without = await target.Platform.PostAsync("/whatsapp/media", $$"""{"media_ingest":{"phone_number_id":"{{target.Number}}"} }""");
        var unknown = await IngestAsync(source.AbsoluteUri, ",\"delivery\":\"by_pigeon\"");

        without.IsOneOf(400, 422);
        unknown.IsOneOf(400, 422);
    }

    [Fact, Contract("12.1")]
    public async Task A_file_of_a_type_that_WhatsApp_does_not_take_is_refused()
    {
        var source = target.Serve([1, 2, 3], "application/x-msdownload");

        var answer = await IngestAsync(source.AbsoluteUri);

        answer.IsOneOf(400, 422);
    }

    [Fact]
    public async Task A_source_that_cannot_be_had_is_502()
    {
        var nobody = new Uri(target.Serve(Files.Png, "image/png"), "/nobody-home.png");

        var answer = await IngestAsync(nobody.AbsoluteUri);

        answer.IsE1(502);
    }

    [Fact]
    public async Task A_source_that_is_too_big_is_413()
    {
        _ = target.Control;
        var (fitting, tooBig) = (target.Serve(new byte[5 * 1024 * 1024], "image/png"), target.Serve(new byte[(5 * 1024 * 1024) + 1], "image/png"));

        var fits = await IngestAsync(fitting.AbsoluteUri);
        var exceeds = await IngestAsync(tooBig.AbsoluteUri);

        fits.IsOneOf(200, 201);
        exceeds.IsE1(413);
    }
}
