using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Threadway.Kapso.Http;
using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.Telemetry;

public sealed class TelemetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_one_span_that_names_operation_server_and_status()
    {
        using var listening = new Listening();
        var kapso = new ScriptedKapso().AnswersPayload("api/message-sent");

        await listening.Client(kapso).Messages.SendTextAsync("601", "34600998877", "Hola", Token);

        var span = listening.Span;
        Assert.Equal(("POST /meta/whatsapp/v24.0/{phone_number_id}/messages", ActivityKind.Client, ActivityStatusCode.Unset),
            (span.DisplayName, span.Kind, span.Status));
        Assert.Equal(
            [
                ("http.request.method", "POST"),
                ("http.response.status_code", 200),
                ("kapso.operation", "kapso.messages.send"),
                ("server.address", listening.Server.Host),
                ("server.port", 443),
                ("url.template", "/meta/whatsapp/v24.0/{phone_number_id}/messages"),
            ],
            span.TagObjects.Select(tag => (tag.Key, tag.Value)).Order());
    }

    [Fact]
    public async Task A_call_is_counted_and_timed_in_seconds()
    {
        using var listening = new Listening();
        var time = new FakeTimeProvider();
        var kapso = new ScriptedKapso().Answers(_ =>
        {
            time.Advance(TimeSpan.FromMilliseconds(1500));
            return Task.FromResult(new HttpResponseMessage { Content = new StringContent(Payload.Text("api/customer")) });
        });
        using var client = new KapsoClient(new HttpClient(kapso), listening.Options(), time);

        await client.Customers.GetAsync("c1", Token);

        var duration = Assert.Single(listening.Of("kapso.client.operation.duration"));
        Assert.Equal((1.5, "s"), (duration.Value, duration.Unit));
        Assert.Equal(
            [
                "http.request.method=GET",
                "http.response.status_code=200",
                "kapso.operation=kapso.customers.get",
                $"server.address={listening.Server.Host}",
                "server.port=443",
                "url.template=/platform/v1/customers/{customer_id}",
            ],
            duration.Tags.Select(tag => $"{tag.Key}={tag.Value}").Order());
        Assert.Empty(listening.Of("kapso.client.retries"));
    }

    [Fact]
    public async Task A_refused_call_tells_status_and_metas_code_and_no_sentence()
    {
        using var listening = new Listening();
        var kapso = new ScriptedKapso().Answers(
            """{"error":{"message":"No window with +34 600 99 88 77","type":"OAuthException","code":131047}}""", 422);

        await Assert.ThrowsAsync<KapsoValidationException>(
            () => listening.Client(kapso).Messages.SendTextAsync("601", "34600998877", "Hola", Token));

        var span = listening.Span;
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Null(span.StatusDescription);
        Assert.Equal((422, "422", "131047"), (
            span.GetTagItem("http.response.status_code"), span.GetTagItem("error.type"), span.GetTagItem("kapso.error.code")));
        Assert.Equal("422", Assert.Single(listening.Of("kapso.client.operation.duration")).Tags["error.type"]);
    }

    [Fact]
    public async Task A_call_without_an_answer_tells_the_kind_of_failure()
    {
        using var listening = new Listening();

        await Assert.ThrowsAsync<KapsoOutcomeUnknownException>(
            () => listening.Client(new ScriptedKapso().IsCutOff()).Messages.SendTextAsync("601", "34600998877", "Hola", Token));

        Assert.Null(listening.Span.GetTagItem("http.response.status_code"));
        Assert.Equal(("response_ended", "the connection was cut"), (listening.Span.GetTagItem("error.type"), listening.Span.StatusDescription));
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_is_a_failed_call()
    {
        using var listening = new Listening();

        await Assert.ThrowsAsync<KapsoException>(
            () => listening.Client(new ScriptedKapso().Answers("<html>")).Customers.GetAsync("c1", Token));

        Assert.Equal(
            (200, "Threadway.Kapso.KapsoException"),
            (listening.Span.GetTagItem("http.response.status_code"), listening.Span.GetTagItem("error.type")));
    }

    [Fact]
    public async Task Retries_and_refusals_are_counted_within_one_span()
    {
        using var listening = new Listening();
        var options = listening.Options();
        options.MaxRetryDelay = TimeSpan.Zero;
        options.MaxRetries = 2;
        var kapso = new ScriptedKapso().RefusesConnection().Answers("{}", 429).Answers("{}", 429);
        using var client = new KapsoClient(KapsoHttp.CreateClient(options, kapso, TimeProvider.System), options);

        await Assert.ThrowsAsync<KapsoRateLimitException>(() => client.Messages.SendTextAsync("601", "34600998877", "Hola", Token));

        Assert.Equal((2, 429), (listening.Span.GetTagItem("http.request.resend_count"), listening.Span.GetTagItem("http.response.status_code")));
        Assert.Equal(2, listening.Of("kapso.client.retries").Sum(one => one.Value));
        Assert.Equal(2, listening.Of("kapso.client.rate_limit.refusals").Sum(one => one.Value));
        Assert.Single(listening.Of("kapso.client.operation.duration"));
    }

    [Fact]
    public async Task A_download_is_a_span_without_its_token()
    {
        using var listening = new Listening();
        var kapso = new ScriptedKapso().Answers("bytes");

        await listening.Client(kapso).Media.DownloadAsync(new(listening.Server, "/media_download?token=s3cret"), Stream.Null, Token);

        Assert.Equal(
            ("GET {url}", "kapso.media.download", 200),
            (listening.Span.DisplayName, listening.Span.GetTagItem("kapso.operation"), listening.Span.GetTagItem("http.response.status_code")));
    }

    [Fact]
    public async Task Nothing_told_holds_a_key_a_number_an_id_or_an_address()
    {
        using var listening = new Listening();
        var kapso = new ScriptedKapso()
            .Answers("""{"message":"No page of s3cret","detail":"s3cret"}""", 400)
            .Answers("""{"error":"s3cret of +34 600 99 88 77","code":"s3cret is no code"}""", 404)
            .Answers("""{"data":{"id":"l1","status":"active","created_at":"2026-03-02T09:15:00Z","url":"https://app.kapso.ai/s3cret"}}""", 201);
        using var client = new KapsoClient(new HttpClient(kapso), new() { ApiKey = "s3cret-key", BaseUrl = listening.Server });

        await Assert.ThrowsAsync<KapsoValidationException>(() => client.Contacts.ListAsync(cancellationToken: Token).ToListAsync(Token).AsTask());
        await Assert.ThrowsAsync<KapsoNotFoundException>(() => client.Contacts.GetAsync("s3cret", Token));
        await client.SetupLinks.CreateAsync("s3cret", new() { SuccessRedirectUrl = new("https://app.example/s3cret") }, Token);

        string[] told =
        [
            .. listening.Spans.SelectMany(span => span.TagObjects).Select(tag => $"{tag.Value}"),
            .. listening.Spans.SelectMany(span => new[] { span.DisplayName, span.OperationName, span.StatusDescription ?? "" }),
            .. listening.Measurements.SelectMany(one => one.Tags.Values).Select(value => $"{value}"),
        ];
        Assert.Equal(3, listening.Spans.Count);
        Assert.All(told, text => Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Routes_are_few_however_many_ids_there_are()
    {
        using var listening = new Listening();
        var kapso = new ScriptedKapso().Answers("{}", 404).Answers("{}", 404).Answers("{}").Answers("{}");
        using var client = listening.Client(kapso);

        await Assert.ThrowsAsync<KapsoNotFoundException>(() => client.SetupLinks.UpdateAsync("c1", "l/1", new(), Token));
        await Assert.ThrowsAsync<KapsoNotFoundException>(() => client.Messages.GetAsync("wamid.1", Token));
        await client.SendAsync(HttpMethod.Get, "/meta/whatsapp/v25.0/601/flows/77?x=1", Token);
        await client.SendAsync(HttpMethod.Get, "/platform/v1/whatsapp/contacts/34600998877", Token);

        Assert.Equal(
            [
                "PATCH /platform/v1/customers/{customer_id}/setup_links/{setup_link_id}",
                "GET /platform/v1/whatsapp/messages/{message_id}",
                "GET /meta/whatsapp/v25.0/{id}/flows/{id}",
                "GET /platform/v1/whatsapp/contacts/{id}",
            ],
            listening.Spans.Select(span => span.DisplayName));
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "name_resolution_error")]
    [InlineData(HttpRequestError.ConnectionError, "connection_error")]
    [InlineData(HttpRequestError.SecureConnectionError, "secure_connection_error")]
    public async Task What_kept_a_call_from_arriving_has_the_word_that_dotnet_has_for_it(HttpRequestError error, string word)
    {
        using var listening = new Listening();
        using var client = listening.Client(new ScriptedKapso().Fails(new HttpRequestException(error, "x")));

        await Assert.ThrowsAsync<KapsoException>(() => client.Customers.GetAsync("c1", Token));

        Assert.Equal(word, listening.Span.GetTagItem("error.type"));
        Assert.Equal(word, Assert.Single(listening.Of("kapso.client.operation.duration")).Tags["error.type"]);
        Assert.NotNull(listening.Span.StatusDescription);
    }

    [Fact]
    public async Task A_call_that_nobody_listens_to_allocates_nothing_for_listeners()
    {
        var call = KapsoCall.Get("kapso.customers.get", new("/platform/v1/customers/c1"));
        using var http = new HttpClient(new Immediate());
        var transport = new KapsoTransport(http, ScriptedKapso.Options(), TimeProvider.System);

        var server = ScriptedKapso.Options().BaseUrl;
        var telemetry = Allocated(() => CallObservation.Begin(call, server, TimeProvider.System) is null ? Task.CompletedTask : Task.FromCanceled(new(true)));
        var unheard = Allocated(() => transport.SendAsync(call, Token));
        using var listening = new Listening();
        var heard = Allocated(() => transport.SendAsync(call, Token));
        await transport.SendAsync(call, Token);

        Assert.Equal(0, telemetry);
        Assert.True(heard > unheard, $"{heard} > {unheard}");
    }

    /// <summary>What one call takes from the heap: the least of many, because now and then the runtime takes some for itself.</summary>
    private static long Allocated(Func<Task> call)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 300; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var task = call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.True(task.IsCompletedSuccessfully);
        }

        return least;
    }

    private sealed class Immediate : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent("{}"u8.ToArray()) });
    }
}
