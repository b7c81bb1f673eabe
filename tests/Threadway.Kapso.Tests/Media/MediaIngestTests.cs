using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.Media;

public sealed class MediaIngestTests
{
    private static readonly IngestMedia Menu = new() { PhoneNumberId = "601", Source = new("https://shop.example/menu.pdf") };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kapso_fetches_a_file_for_messages()
    {
        var kapso = new ScriptedKapso().Answers(
            """
            {"data":{"ingest_id":"i1","target":{"kind":"meta_media","media_id":"77"},"resource":{"filename":"menu.pdf",
            "mime_type":"application/pdf","size_bytes":"2048","sha256":"ab","source_url":"https://shop.example/menu.pdf"}}}
            """);

        var file = await kapso.Client().Media.IngestAsync(Menu, Token);

        Assert.Equal("POST /platform/v1/whatsapp/media", kapso.Request.Line);
        Assert.Equal(
            """{"media_ingest":{"phone_number_id":"601","source":"https://shop.example/menu.pdf","delivery":"meta_media"}}""",
            kapso.Request.Json);
        Assert.Equal(("i1", "77", MediaDelivery.MetaMedia), (file.IngestId, file.Target.MediaId, file.Target.Kind));
        Assert.Equal(("menu.pdf", 2048L), (file.Resource!.Filename, file.Resource.SizeBytes));
    }

    [Fact]
    public async Task Kapso_fetches_an_asset_for_templates_and_profiles()
    {
        var kapso = new ScriptedKapso().Answers("""{"data":{"ingest_id":"i1","target":{"kind":"meta_resumable_asset","handle":"4::aW"}}}""");

        var file = await kapso.Client().Media.IngestAsync(
            Menu with { Delivery = MediaDelivery.MetaResumableAsset, Filename = "sol.png", MimeType = "image/png" }, Token);

        Assert.Equal(
            """{"media_ingest":{"phone_number_id":"601","source":"https://shop.example/menu.pdf","delivery":"meta_resumable_asset","filename":"sol.png","mime_type":"image/png"}}""",
            kapso.Request.Json);
        Assert.Equal(("4::aW", null), (file.Target.Handle, file.Target.MediaId));
    }

    [Theory]
    [InlineData(403, typeof(KapsoAuthenticationException))]
    [InlineData(404, typeof(KapsoNotFoundException))]
    [InlineData(413, typeof(KapsoException))]
    [InlineData(422, typeof(KapsoValidationException))]
    [InlineData(502, typeof(KapsoOutcomeUnknownException))]
    public async Task A_file_that_cannot_be_had_says_why(int status, Type expected)
    {
        using var kapso = ScriptedKapso.Answering("""{"error":"Source cannot be fetched"}""", status);

        var failure = await Assert.ThrowsAnyAsync<KapsoException>(() => kapso.Media.IngestAsync(Menu, Token));

        Assert.Equal((expected, "Source cannot be fetched"), (failure.GetType(), failure.Title));
    }
}
