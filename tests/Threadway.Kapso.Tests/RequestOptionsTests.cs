using Microsoft.Extensions.Time.Testing;
using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests;

public sealed class RequestOptionsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_call_goes_with_another_key_and_further_headers_and_the_next_one_as_ever()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/customer").AnswersPayload("api/customer");
        using var client = kapso.Client();

        await client
            .With(new() { ApiKey = "other-key", Headers = new Dictionary<string, string> { ["X-Trace"] = "t1", ["accept"] = "text/plain" } })
            .Customers.GetAsync("c1", Token);
        await client.Customers.GetAsync("c1", Token);

        var (own, plain) = (kapso.Requests[0].Headers, kapso.Requests[1].Headers);
        Assert.Equal(("other-key", "t1", "text/plain"), (own["X-API-Key"], own["X-Trace"], own["Accept"]));
        Assert.Equal(("test-key", "application/json"), (plain["X-API-Key"], plain["Accept"]));
        Assert.False(plain.ContainsKey("X-Trace"));
    }

    [Fact]
    public async Task They_hold_for_every_resource_and_for_each_page_of_a_list()
    {
        var kapso = new ScriptedKapso()
            .Answers("""{"data":[],"paging":{"cursors":{},"next":null}}""").AnswersPayload("api/message-sent").Answers("""{"data":[]}""");
        var own = kapso.Client().With(new() { ApiKey = "other-key", GraphVersion = "v25.0" });

        await own.Messages.ListAsync(cancellationToken: Token).ToListAsync(Token);
        await own.Messages.SendTextAsync("601", "34600998877", "Hola", Token);
        await own.Templates.ListAsync("waba", cancellationToken: Token).ToListAsync(Token);

        Assert.All(kapso.Requests, request => Assert.Equal("other-key", request.Headers["X-API-Key"]));
        Assert.Equal(
            ["POST /meta/whatsapp/v25.0/601/messages", "GET /meta/whatsapp/v25.0/waba/message_templates"],
            kapso.Requests.Skip(1).Select(request => request.Line));
    }

    [Fact]
    public async Task Options_upon_options_add_up_and_the_later_ones_win()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/customer");

        await kapso.Client()
            .With(new() { ApiKey = "first", Headers = new Dictionary<string, string> { ["X-One"] = "1", ["X-Two"] = "1" } })
            .With(new() { Headers = new Dictionary<string, string> { ["x-two"] = "2" } })
            .Customers.GetAsync("c1", Token);

        var headers = kapso.Request.Headers;
        Assert.Equal(("first", "1", "2"), (headers["X-API-Key"], headers["X-One"], headers["X-Two"]));
    }

    [Fact]
    public async Task The_time_limit_of_a_call_ends_it_with_all_its_attempts()
    {
        var time = new FakeTimeProvider();
        var kapso = new ScriptedKapso().RefusesConnection().NeverAnswers();
        using var client = kapso.ResilientClient(time, options => options.MaxRetryDelay = TimeSpan.FromMilliseconds(1));

        var call = client.With(new() { Timeout = TimeSpan.FromSeconds(3) }).Customers.GetAsync("c1", Token);
        while (!call.IsCompleted && time.GetUtcNow() < time.Start.AddSeconds(10))
            time.Advance(TimeSpan.FromMilliseconds(100));
        var failure = await Assert.ThrowsAsync<KapsoException>(() => call);

        Assert.True(failure.IsRetryable);
        Assert.Equal(2, kapso.Requests.Count);
        Assert.InRange(time.GetUtcNow() - time.Start, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3.5));
    }

    [Fact]
    public async Task A_longer_time_limit_holds_for_an_attempt_too()
    {
        var time = new FakeTimeProvider();
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        using var client = new ScriptedKapso().Answers(_ => answer.Task).ResilientClient(time, options => options.MaxRetries = 0);

        var call = client.With(new() { Timeout = TimeSpan.FromMinutes(5) }).Customers.GetAsync("c1", Token);
        time.Advance(TimeSpan.FromMinutes(4));
        answer.SetResult(new() { Content = new StringContent(Payload.Text("api/customer")) });

        Assert.Equal("Panadería Sol", (await call).Name);
    }

    [Fact]
    public async Task The_time_limit_holds_over_an_http_client_of_the_callers_own()
    {
        var time = new FakeTimeProvider();
        using var client = new KapsoClient(new HttpClient(new ScriptedKapso().NeverAnswers()), ScriptedKapso.Options(), time);

        var call = client.With(new() { Timeout = TimeSpan.FromSeconds(3) }).Customers.CreateAsync(new() { Name = "A" }, Token);
        time.Advance(TimeSpan.FromSeconds(4));

        Assert.True((await Assert.ThrowsAsync<KapsoOutcomeUnknownException>(() => call)).MayHaveHappened);
    }

    [Fact]
    public async Task The_time_limit_of_a_call_holds_for_a_download_too()
    {
        var time = new FakeTimeProvider();
        using var client = new ScriptedKapso().NeverAnswers().ResilientClient(time, options => options.MaxRetries = 0);

        var download = client.With(new() { Timeout = TimeSpan.FromSeconds(3) }).Media.DownloadAsync(new(ScriptedKapso.Origin, "/file"), Stream.Null, Token);
        time.Advance(TimeSpan.FromSeconds(3));

        Assert.True((await Assert.ThrowsAsync<KapsoException>(() => download)).IsRetryable);
    }

    [Fact]
    public async Task A_longer_time_limit_holds_for_a_download_too()
    {
        var time = new FakeTimeProvider();
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        using var client = new ScriptedKapso().Answers(_ => answer.Task).ResilientClient(time, options => options.MaxRetries = 0);
        await using var copy = new MemoryStream();

        var download = client.With(new() { Timeout = TimeSpan.FromMinutes(5) }).Media.DownloadAsync(new(ScriptedKapso.Origin, "/file"), copy, Token);
        time.Advance(TimeSpan.FromMinutes(4));
        answer.SetResult(new() { Content = new StringContent("bread") });
        await download;

        Assert.Equal("bread"u8, copy.ToArray());
    }

    [Fact]
    public async Task The_callers_own_cancellation_stays_what_it_is()
    {
        using var given = new CancellationTokenSource();
        using var client = new ScriptedKapso().NeverAnswers().Client();

        var call = client.With(new() { Timeout = TimeSpan.FromMinutes(1) }).Customers.GetAsync("c1", given.Token);
        await given.CancelAsync();

        Assert.Equal(given.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call)).CancellationToken);
    }

    public static TheoryData<string, RequestOptions> Mistakes => new()
    {
        { "ApiKey", new() { ApiKey = "" } },
        { "ApiKey", new() { ApiKey = "s3cret\n" } },
        { "Timeout", new() { Timeout = TimeSpan.Zero } },
        { "GraphVersion", new() { GraphVersion = "v24.0/.." } },
        { "Headers", new() { Headers = new Dictionary<string, string> { ["X-One"] = "s3cret\r\nX-Two: 2" } } },
        { "Headers", new() { Headers = new Dictionary<string, string> { ["no header"] = "s3cret" } } },
        { "Headers", new() { Headers = new Dictionary<string, string> { ["Content-Type"] = "s3cret" } } },
        { "ApiKey", new() { Headers = new Dictionary<string, string> { ["x-api-key"] = "s3cret" } } },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_before_anything_is_sent_and_no_secret_with_it(string option, RequestOptions mistake)
    {
        using var client = new ScriptedKapso().Client();

        var failure = Assert.Throws<ArgumentException>(() => client.With(mistake));

        Assert.Contains($"RequestOptions.{option}", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure.Message + mistake, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disposing_of_it_closes_nothing()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/customer");
        using var client = kapso.Client();

        client.With(new() { ApiKey = "other" }).Dispose();

        Assert.Equal("Panadería Sol", (await client.Customers.GetAsync("c1", Token)).Name);
    }
}
