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

    private Task<Reply> IngestAsync(string source, string more = "") => target.Platform.PostAsync(
        "/whatsapp/media", $$"""{"media_ingest":{"phone_number_id":"{{target.Number}}","source":"{{source}}"{{more}} } }""");

    [Theory]
    [InlineData("", "meta_media", "media_id")]
    [InlineData(",\"delivery\":\"meta_media\",\"filename\":\"mine.png\"", "meta_media", "media_id")]
    [InlineData(",\"delivery\":\"meta_resumable_asset\"", "meta_resumable_asset", "handle")]
    public async Task A_file_is_fetched(string more, string kind, string id)
    {
        var source = target.Serve(Files.Png, "image/png");

        var answer = await IngestAsync(source.AbsoluteUri, more);

        var ingest = answer.IsOneOf(200, 201).Data(Ingest, answer.Status);
        Assert.Equal(kind, ingest["target"]!["kind"]!.ToString());
        Assert.True(ingest["target"]!.AsObject().ContainsKey(id));
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

        sent.Fits(Shapes.Sent);
    }

    [Theory]
    [InlineData("no url", 400)]
    [InlineData("https://10.0.0.1/a.png", 403)]
    [InlineData("https://192.168.0.1/a.png", 403)]
    [InlineData("https://169.254.169.254/a.png", 403)]
    public async Task A_source_that_is_none_or_private_is_refused(string source, int status)
    {
        var answer = await IngestAsync(source);

        answer.Is(status);
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
        var source = target.Serve(new byte[(5 * 1024 * 1024) + 1], "image/png");

        var answer = await IngestAsync(source.AbsoluteUri);

        answer.IsE1(413);
    }
}
