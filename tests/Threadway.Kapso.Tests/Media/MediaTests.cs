using Threadway.Kapso.Http;
using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.Media;

public sealed class MediaTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_uploaded_as_a_form_whose_part_says_what_it_is()
    {
        var kapso = new ScriptedKapso().Answers("""{"id":"1234567890"}""");
        await using var file = new MemoryStream("the picture"u8.ToArray());

        var id = await kapso.Client().Media.UploadAsync("100000000000001", file, "image/jpeg", "bread.jpg", Token);

        Assert.Equal("1234567890", id);
        Assert.Equal("POST /meta/whatsapp/v24.0/100000000000001/media", kapso.Request.Line);
        Assert.Equal("test-key", kapso.Request.Headers["X-API-Key"]);
        Assert.StartsWith("multipart/form-data; boundary=", kapso.Request.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal(
            [
                "Content-Type: text/plain; charset=utf-8|Content-Disposition: form-data; name=\"messaging_product\"||whatsapp",
                "Content-Type: image/jpeg|Content-Disposition: form-data; name=\"file\"; filename=\"bread.jpg\"||the picture",
            ],
            Parts(kapso.Request));
        Assert.True(file.CanRead);
    }

    [Fact]
    public async Task A_repeated_upload_sends_the_file_again_from_where_the_stream_stood()
    {
        var kapso = new ScriptedKapso().Answers("""{"error":"Rate limit exceeded"}""", 429).Answers("""{"id":"1"}""");
        await using var file = new MemoryStream("skipped|the picture"u8.ToArray()) { Position = "skipped|".Length };

        await Resilient(kapso).Media.UploadAsync("1", file, "image/jpeg", cancellationToken: Token);

        Assert.Equal(2, kapso.Requests.Count);
        Assert.All(kapso.Requests, request => Assert.EndsWith("||the picture", Parts(request)[1], StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_upload_that_cannot_go_back_is_not_repeated()
    {
        var kapso = new ScriptedKapso().Answers("""{"error":"Rate limit exceeded"}""", 429);
        await using var file = new ForwardOnly("the picture"u8.ToArray());

        await Assert.ThrowsAsync<KapsoRateLimitException>(
            () => Resilient(kapso).Media.UploadAsync("1", file, "image/jpeg", cancellationToken: Token));

        Assert.EndsWith("||the picture", Parts(kapso.Request)[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("jpeg")]
    public async Task What_is_no_content_type_is_refused_before_sending(string contentType)
    {
        using var kapso = new ScriptedKapso().Client();

        await Assert.ThrowsAsync<ArgumentException>(
            nameof(contentType), () => kapso.Media.UploadAsync("1", Stream.Null, contentType, cancellationToken: Token));
    }

    [Fact]
    public async Task A_files_facts_are_read_with_the_number_that_has_it()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/media");

        var file = await kapso.Client().Media.GetAsync("100000000000001", "1234567890", Token);

        Assert.Equal("GET /meta/whatsapp/v24.0/1234567890?phone_number_id=100000000000001", kapso.Request.Line);
        Assert.Equal(("1234567890", "image/jpeg", 303833), (file.Id, file.MimeType, file.FileSize));
        Assert.Equal(new("https://kapso.example/meta/whatsapp/media_download?token=invented"), file.DownloadUrl);
        Assert.Equal(new DateTimeOffset(2026, 5, 4, 10, 4, 0, TimeSpan.Zero), file.DownloadUrlExpiresAt);
    }

    [Theory]
    [InlineData("https://kapso.example/meta/whatsapp/media_download?token=invented")]
    [InlineData("https://elsewhere.example/file?signature=invented")]
    public async Task A_download_takes_no_key_along_and_has_no_limit_of_size(string address)
    {
        var content = new byte[Answer.MaxSuccessBytes + 1];
        content.AsSpan().Fill(7);
        var kapso = new ScriptedKapso().Answers(_ => Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(content) }));
        await using var destination = new MemoryStream();

        await Resilient(kapso).Media.DownloadAsync(new(address), destination, Token);

        Assert.Equal(content, destination.ToArray());
        Assert.Equal($"GET {new Uri(address).PathAndQuery}", kapso.Request.Line);
        Assert.DoesNotContain("X-API-Key", kapso.Request.Headers.Keys);
    }

    [Fact]
    public async Task An_expired_address_is_a_failure_that_does_not_name_its_token()
    {
        using var kapso = ScriptedKapso.Answering("""{"error":"Expired"}""", 404);

        var failure = await Assert.ThrowsAsync<KapsoNotFoundException>(
            () => kapso.Media.DownloadAsync(new("https://kapso.example/media_download?token=s3cret"), Stream.Null, Token));

        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_download_that_breaks_off_is_a_failure_that_may_be_tried_again()
    {
        var kapso = new ScriptedKapso().Answers(_ => Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new Broken()) }));

        var failure = await Assert.ThrowsAsync<KapsoException>(
            () => kapso.Client().Media.DownloadAsync(new("https://kapso.example/file"), Stream.Null, Token));

        Assert.True(failure.IsRetryable);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://kapso.example/file")]
    [InlineData("http://kapso.example/file")]
    [InlineData("http://elsewhere.example/file")]
    [InlineData("//elsewhere.example/file")]
    [InlineData("file")]
    [InlineData("../file")]
    public async Task An_address_that_is_none_of_the_web_or_not_encrypted_is_refused(string address)
    {
        using var kapso = new ScriptedKapso().Client();

        await Assert.ThrowsAsync<ArgumentException>(
            "downloadUrl", () => kapso.Media.DownloadAsync(new(address, UriKind.RelativeOrAbsolute), Stream.Null, Token));
    }

    [Theory]
    [InlineData(UriKind.Relative)]
    [InlineData(UriKind.RelativeOrAbsolute)] // a file of this machine, on Unix
    public async Task A_path_is_one_on_kapsos_origin(UriKind kind)
    {
        var kapso = new ScriptedKapso().Answers("the picture");
        await using var destination = new MemoryStream();

        await kapso.Client().Media.DownloadAsync(new("/meta/whatsapp/media_download?token=invented", kind), destination, Token);

        Assert.Equal("the picture"u8.ToArray(), destination.ToArray());
        Assert.Equal(("kapso.example", "GET /meta/whatsapp/media_download?token=invented"), (kapso.Hosts[0], kapso.Request.Line));
        Assert.DoesNotContain("X-API-Key", kapso.Request.Headers.Keys);
    }

    [Theory]
    [InlineData("/meta/whatsapp/media_download?token=invented", "https://kapso.example/meta/whatsapp/media_download?token=invented")]
    [InlineData("https://cdn.example/a", "https://cdn.example/a")]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("//elsewhere.example/a", null)]
    [InlineData("/\\\\elsewhere.example/a", null)]
    public async Task A_files_facts_never_name_a_file_of_this_machine(string address, string? expected)
    {
        using var kapso = ScriptedKapso.Answering($$"""{"id":"1","url":"{{address}}","download_url":"{{address}}"}""");

        var file = await kapso.Media.GetAsync("601", "1", Token);

        Assert.Equal(expected is null ? null : new Uri(expected), file.DownloadUrl);
        Assert.True(file.Url is null or { Scheme: "https" });
    }

    [Theory]
    [InlineData("/whatsapp/setup/invented")]
    [InlineData("file:///x")]
    [InlineData("//elsewhere.example/x")]
    [InlineData("javascript:alert(1)")]
    public async Task A_setup_link_that_leads_nowhere_is_no_answer(string address)
    {
        using var kapso = ScriptedKapso.Answering(
            $$"""{"data":{"id":"1","status":"active","created_at":"2026-05-04T10:00:00Z","url":"{{address}}","meta_billing_mode":"customer_managed"} }""", 201);

        await Assert.ThrowsAsync<KapsoOutcomeUnknownException>(() => kapso.SetupLinks.CreateAsync("c1", new(), Token));
    }

    [Fact]
    public async Task A_file_is_deleted()
    {
        var kapso = new ScriptedKapso().Answers("""{"success":true}""");

        await kapso.Client().Media.DeleteAsync("100000000000001", "1234567890", Token);

        Assert.Equal("DELETE /meta/whatsapp/v24.0/1234567890?phone_number_id=100000000000001", kapso.Request.Line);
    }

    [Fact]
    public async Task A_deletion_whose_first_answer_was_lost_has_succeeded_when_nothing_is_left()
    {
        var kapso = new ScriptedKapso().IsCutOff().Answers("""{"error":{"message":"No such file","code":100}}""", 404);

        await Resilient(kapso).Media.DeleteAsync("1", "2", Token);

        Assert.Equal(2, kapso.Requests.Count);
    }

    private static KapsoClient Resilient(ScriptedKapso kapso) =>
        kapso.ResilientClient(TimeProvider.System, options => options.MaxRetryDelay = TimeSpan.FromMilliseconds(1));

    /// <summary>The parts of a form, each on one line.</summary>
    private static string[] Parts(RecordedRequest request)
    {
        var boundary = request.Headers["Content-Type"].Split("boundary=")[1].Trim('"');
        return
        [
            .. request.Body!.Split($"--{boundary}")[1..^1].Select(part => part.Trim('\r', '\n').Replace("\r\n", "|", StringComparison.Ordinal)),
        ];
    }

    private sealed class ForwardOnly(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }

    private sealed class Broken : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromException<int>(new IOException("The connection broke."));
    }
}
