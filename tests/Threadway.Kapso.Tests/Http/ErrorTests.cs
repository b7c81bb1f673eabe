using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.Http;

public sealed class ErrorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("e1-platform", 422, null, "Name can't be blank", null, null)]
    [InlineData("e2-rate-limit", 429, null, "Rate limit exceeded", "Too many requests. Please try again later.", null)]
    [InlineData("e3-meta", 422, "131047", "(#131047) Re-engagement message",
        "Message failed to send because more than 24 hours have passed since the customer last replied to this number.", "AInventedTrace01")]
    [InlineData("e4-kapso", 402, "insufficient_credits", "Insufficient credits", null, null)]
    [InlineData("e4-send-in-flight", 409, null, "Another message to this recipient is being sent", null, null)]
    [InlineData("e5-page-limit", 400, "legacy_offset_pagination_limit_exceeded", "legacy_offset_pagination_limit_exceeded",
        "Use cursors beyond page 50.", null)]
    public async Task Each_shape_of_error_body_is_read(
        string payload, int status, string? code, string title, string? details, string? trace)
    {
        var failure = await FailureOfGetAsync(Payload.Text($"errors/{payload}"), status);

        Assert.Equal(status, failure.Status);
        Assert.Equal((code, title, details, trace), (failure.Code, failure.Title, failure.Details, failure.TraceId));
        Assert.Equal(Payload.Text($"errors/{payload}"), failure.ResponseBody);
    }

    [Theory]
    [InlineData("<html>Bad Gateway</html>", 502)]
    [InlineData("", 504)]
    [InlineData("[]", 400)]
    [InlineData("null", 422)]
    [InlineData("""{"error":""", 422)]
    [InlineData("""{"error":[1]}""", 422)]
    [InlineData("""{"error":{"code":{},"error_data":7}}""", 400)]
    [InlineData("""{"error":"\ud800"}""", 400)]
    public async Task A_body_of_no_known_shape_still_gives_the_status(string body, int status)
    {
        var failure = await FailureOfGetAsync(body, status);

        Assert.Equal(status, failure.Status);
        Assert.Equal(body, failure.ResponseBody);
        Assert.Null(failure.Code);
        Assert.Null(failure.Title);
    }

    [Theory]
    [InlineData(400, typeof(KapsoValidationException), false)]
    [InlineData(401, typeof(KapsoAuthenticationException), false)]
    [InlineData(402, typeof(KapsoException), false)]
    [InlineData(403, typeof(KapsoAuthenticationException), false)]
    [InlineData(404, typeof(KapsoNotFoundException), false)]
    [InlineData(409, typeof(KapsoException), false)]
    [InlineData(413, typeof(KapsoException), false)]
    [InlineData(422, typeof(KapsoValidationException), false)]
    [InlineData(429, typeof(KapsoRateLimitException), true)]
    [InlineData(500, typeof(KapsoException), true)]
    [InlineData(501, typeof(KapsoException), false)]
    [InlineData(503, typeof(KapsoException), true)]
    [InlineData(302, typeof(KapsoException), false)]
    public async Task A_failed_read_has_the_type_of_its_status_and_nothing_happened(int status, Type type, bool retryable)
    {
        var failure = await FailureOfGetAsync("""{"error":"text"}""", status);

        Assert.IsType(type, failure);
        Assert.Equal(retryable, failure.IsRetryable);
        Assert.False(failure.MayHaveHappened);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_server_failure_on_a_change_leaves_the_outcome_unknown(int status)
    {
        using var kapso = ScriptedKapso.Answering("""{"error":"text"}""", status);

        var failure = await Assert.ThrowsAsync<KapsoOutcomeUnknownException>(() => kapso.Customers.CreateAsync(new() { Name = "A" }, Token));

        Assert.True(failure.MayHaveHappened);
        Assert.Equal(status, failure.Status);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(501)]
    public async Task A_refused_change_did_not_happen(int status)
    {
        using var kapso = ScriptedKapso.Answering("""{"error":"text"}""", status);

        var failure = await Assert.ThrowsAnyAsync<KapsoException>(() => kapso.Customers.CreateAsync(new() { Name = "A" }, Token));

        Assert.False(failure.MayHaveHappened);
    }

    [Theory]
    [InlineData(400, "130429")]
    [InlineData(429, "130429")]
    [InlineData(400, "131056")]
    [InlineData(400, "80007")]
    public async Task Metas_throughput_codes_count_as_rate_limits_whatever_the_status(int status, string code)
    {
        var failure = await FailureOfSendAsync($$"""{"error":{"message":"slow down","code":{{code}} } }""", status);

        Assert.IsType<KapsoRateLimitException>(failure);
        Assert.True(failure.IsRetryable);
        Assert.Equal(code, failure.Code);
    }

    [Fact]
    public async Task A_send_while_another_is_in_flight_may_be_tried_again()
    {
        var failure = await FailureOfSendAsync(Payload.Text("errors/e4-send-in-flight"), 409);

        Assert.True(failure.IsRetryable);
        Assert.False(failure.MayHaveHappened);
    }

    [Fact]
    public async Task The_wait_that_kapso_asks_for_is_handed_on()
    {
        var kapso = new ScriptedKapso().Answers(Payload.Text("errors/e2-rate-limit"), 429, answer => answer.Headers.Add("Retry-After", "60"));

        var failure = await Assert.ThrowsAsync<KapsoRateLimitException>(() => kapso.Client().Customers.GetAsync("c1", Token));

        Assert.Equal(TimeSpan.FromSeconds(60), failure.RetryAfter);
    }

    [Fact]
    public async Task The_message_names_method_and_path_and_neither_query_nor_key_nor_numbers_nor_addresses()
    {
        var kapso = new ScriptedKapso().Answers(
            """{"error":"Number +34 600 11 22 33 is taken, see https://app.kapso.ai/whatsapp/setup/q7Yk2mVd"}""", 422);

        var failure = await Assert.ThrowsAsync<KapsoValidationException>(
            () => kapso.Client().Customers.FindByExternalIdAsync("tenant-42", Token));

        Assert.Equal("Kapso answered 422 to GET /platform/v1/customers: Number … is taken, see …", failure.Message);
        Assert.Equal("Number +34 600 11 22 33 is taken, see https://app.kapso.ai/whatsapp/setup/q7Yk2mVd", failure.Title);
        Assert.DoesNotContain("test-key", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_error_body_is_cut()
    {
        var failure = await FailureOfGetAsync(new string('x', 1_000_000), 502);

        Assert.Equal(4096, failure.ResponseBody?.Length);
    }

    [Fact]
    public async Task An_endless_answer_is_refused()
    {
        var failure = await FailureOfGetAsync(new string('x', 9 * 1024 * 1024), 200);

        Assert.False(failure.IsRetryable);
    }

    private static Task<KapsoException> FailureOfGetAsync(string body, int status) =>
        Assert.ThrowsAnyAsync<KapsoException>(() => ScriptedKapso.Answering(body, status).PhoneNumbers.GetAsync("1", Token));

    private static Task<KapsoException> FailureOfSendAsync(string body, int status) =>
        Assert.ThrowsAnyAsync<KapsoException>(() => ScriptedKapso.Answering(body, status).Messages.SendTemplateAsync(
            "1", "34600998877", new() { Name = "hello", Language = "es" }, Token));
}
