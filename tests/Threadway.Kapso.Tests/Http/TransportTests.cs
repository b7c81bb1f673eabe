using CsCheck;
using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.Http;

public sealed class TransportTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_call_carries_the_key_and_asks_for_json()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/customer");

        await kapso.Client().Customers.GetAsync("c1", Token);

        Assert.Equal("test-key", kapso.Request.Headers["X-API-Key"]);
        Assert.Equal("application/json", kapso.Request.Headers["Accept"]);
        Assert.StartsWith("Threadway.Kapso/", kapso.Request.Headers["User-Agent"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("../x", "..%2Fx")]
    [InlineData("a?b#c", "a%3Fb%23c")]
    [InlineData("%2e%2e", "%252e%252e")]
    [InlineData("ñ", "%C3%B1")]
    public async Task An_id_stays_one_segment_of_the_path(string id, string escaped)
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/customer");

        await kapso.Client().Customers.GetAsync(id, Token);

        Assert.Equal($"GET /platform/v1/customers/{escaped}", kapso.Request.Line);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task An_id_that_would_reach_another_resource_is_refused_before_sending(string id)
    {
        var kapso = new ScriptedKapso();

        await Assert.ThrowsAsync<ArgumentException>(() => kapso.Client().PhoneNumbers.DeleteAsync(id, Token));

        Assert.Empty(kapso.Requests);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":{"id":null,"name":"A","created_at":"2026-03-01T08:00:00Z","updated_at":"2026-03-01T08:00:00Z"}}""")]
    [InlineData("""{"data":{"id":"c1","name":"A","created_at":"yesterday"}}""")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("<html>")]
    public async Task An_answer_that_breaks_its_promise_is_a_kapso_exception(string body)
    {
        using var kapso = ScriptedKapso.Answering(body);

        var failure = await Assert.ThrowsAsync<KapsoException>(() => kapso.Customers.GetAsync("c1", Token));

        Assert.Equal(200, failure.Status);
    }

    [Fact]
    public async Task An_id_may_come_as_a_number_and_a_time_in_any_form()
    {
        using var kapso = ScriptedKapso.Answering(
            """{"data":{"id":7,"name":"A","created_at":1777888800,"updated_at":"1777888800","something":{"new":[1]}}}""");

        var customer = await kapso.Customers.GetAsync("7", Token);

        Assert.Equal("7", customer.Id);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1777888800), customer.CreatedAt);
        Assert.Equal(customer.CreatedAt, customer.UpdatedAt);
    }

    [Fact]
    public async Task A_refused_connection_sent_nothing()
    {
        var kapso = new ScriptedKapso().RefusesConnection();

        var failure = await Assert.ThrowsAsync<KapsoException>(() => kapso.Client().SetupLinks.CreateAsync("c1", new(), Token));

        Assert.Null(failure.Status);
        Assert.False(failure.MayHaveHappened);
        Assert.True(failure.IsRetryable);
    }

    [Fact]
    public async Task A_lost_answer_to_a_change_leaves_the_outcome_unknown()
    {
        var kapso = new ScriptedKapso().IsCutOff();

        var failure = await Assert.ThrowsAsync<KapsoOutcomeUnknownException>(() => kapso.Client().SetupLinks.CreateAsync("c1", new(), Token));

        Assert.Null(failure.Status);
        Assert.True(failure.MayHaveHappened);
        Assert.Equal(
            "The answer of kapso.example:443 to POST /platform/v1/customers/c1/setup_links was lost: the connection was cut. "
            + "Kapso may have carried it out: look before repeating it.",
            failure.Message);
    }

    [Fact]
    public async Task A_lost_answer_to_a_read_changed_nothing()
    {
        var kapso = new ScriptedKapso().IsCutOff();

        var failure = await Assert.ThrowsAsync<KapsoException>(() => kapso.Client().Customers.GetAsync("c1", Token));

        Assert.False(failure.MayHaveHappened);
        Assert.True(failure.IsRetryable);
    }

    [Fact]
    public async Task The_callers_own_cancellation_stays_a_cancellation()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var kapso = new ScriptedKapso().NeverAnswers();

        var call = kapso.Client().SetupLinks.CreateAsync("c1", new(), source.Token);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task The_time_limit_of_the_callers_http_client_is_a_lost_answer()
    {
        using var http = new HttpClient(new ScriptedKapso().NeverAnswers()) { Timeout = TimeSpan.FromMilliseconds(20) };
        using var kapso = new KapsoClient(http, ScriptedKapso.Options());

        await Assert.ThrowsAsync<KapsoOutcomeUnknownException>(() => kapso.SetupLinks.CreateAsync("c1", new(), Token));
    }

    [Fact]
    public async Task A_mutated_answer_throws_nothing_but_a_kapso_exception()
    {
        var body = Payload.Bytes("api/setup-link-created");

        await Gen.Select(Gen.Int[0, body.Length - 1], Gen.Byte).Array[1, 6].SampleAsync(async changes =>
        {
            byte[] mutated = [.. body];
            foreach (var (at, value) in changes)
                mutated[at] = value;
            var kapso = new ScriptedKapso().Answers(_ => Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(mutated) }));

            try
            {
                Assert.NotNull((await kapso.Client().SetupLinks.UpdateAsync("c1", "l1", new(), Token)).ToString());
            }
            catch (KapsoOutcomeUnknownException)
            {
                // The one way to fail: it was carried out, and the answer cannot be read.
            }
        }, iter: 5_000);
    }
}
