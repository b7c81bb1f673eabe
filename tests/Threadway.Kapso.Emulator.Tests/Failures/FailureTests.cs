using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Failures;

public class FailureTests
{
    private const string Customers = "/platform/v1/customers";
    private const string Failures = "/_emulator/failures";
    private static readonly string Messages = $"/meta/whatsapp/v24.0/{KapsoEmulator.OperatorPhoneNumberId}/messages";

    [Fact]
    public async Task A_rule_fails_so_many_times_and_is_used_up()
    {
        await using var lab = await Lab.StartAsync();
        await lab.PutAsync(Failures, """[{"method":"GET","route":"/platform/v1/customers","status":503,"times":2}]""");

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
            statuses.Add((await lab.GetAsync(Customers)).Status);

        Assert.Equal([HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK], statuses);
        Assert.Equal("[]", (await lab.GetAsync(Failures)).Content);
    }

    [Fact]
    public async Task A_rule_fits_its_method_and_route_alone()
    {
        await using var lab = await Lab.StartAsync();
        await lab.PutAsync(Failures, """[{"method":"POST","route":"/platform/v1/customers/*/setup_links","status":500}]""");
        var customer = await lab.CustomerAsync();

        var listed = await lab.GetAsync($"{Customers}/{customer}/setup_links");
        var created = await lab.PostAsync($"{Customers}/{customer}/setup_links", """{"setup_link":{}}""");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.InternalServerError), (listed.Status, created.Status));
    }

    [Fact]
    public async Task A_rate_limit_has_its_own_body_and_Retry_After()
    {
        await using var lab = await Lab.StartAsync();
        await lab.PutAsync(Failures, """[{"status":429,"retryAfterSeconds":7}]""");

        var limited = await lab.GetAsync(Customers);

        Assert.Equal((HttpStatusCode.TooManyRequests, "7"), (limited.Status, limited.Headers["Retry-After"]));
        Assert.Equal("Rate limit exceeded", limited.Text("error"));
        Assert.NotEmpty(limited.Text("message"));
    }

    [Fact]
    public async Task A_rule_for_one_recipient_answers_with_Metas_code()
    {
        await using var lab = await Lab.StartAsync();
        await lab.PutAsync(Failures, """[{"to":"+57 300 123 4567","code":131026}]""");
        static string To(string number) =>
            $$"""{"messaging_product":"whatsapp","to":"{{number}}","type":"template","template":{"name":"hello_world","language":{"code":"en_US"} } }""";

        var hit = await lab.PostAsync(Messages, To("573001234567"));
        var other = await lab.PostAsync(Messages, To("573007654321"));

        Assert.Equal((HttpStatusCode.BadRequest, "131026"), (hit.Status, hit.Text("error.code")));
        Assert.Equal(HttpStatusCode.OK, other.Status);
    }

    [Theory]
    [InlineData("before", 0)]
    [InlineData("after", 1)]
    public async Task A_connection_is_cut_before_or_after_the_request_took_effect(string drop, int customers)
    {
        await using var lab = await Lab.StartAsync();
        await lab.PutAsync(Failures, $$"""[{"method":"POST","drop":"{{drop}}","times":1}]""");

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => lab.PostAsync(Customers, """{"customer":{"name":"Ana"}}"""));

        Assert.Equal(customers, (await lab.GetAsync(Customers)).Data.Count);
    }

    [Fact]
    public async Task A_delay_is_a_delay_by_the_emulators_clock_and_the_request_succeeds()
    {
        await using var lab = await Lab.StartAsync();
        await lab.PutAsync(Failures, """[{"delayMs":3600000,"times":1}]""");

        var slow = lab.GetAsync(Customers);
        await Eventually.HoldsAsync(async () => (await lab.GetAsync(Failures)).Content, content => content == "[]");
        var finishedEarly = slow.IsCompleted;
        await lab.PostAsync("/_emulator/clock", """{"advance":"01:00:00"}""");

        Assert.False(finishedEarly);
        Assert.Equal(HttpStatusCode.OK, (await slow).Status);
    }

    [Fact]
    public async Task Rules_are_listed_and_cleared_and_a_misspelt_one_is_refused()
    {
        await using var lab = await Lab.StartAsync();

        await lab.PutAsync(Failures, """[{"route":"/platform","status":500}]""");
        var listed = await lab.GetAsync(Failures);
        await lab.DeleteAsync(Failures);
        var works = await lab.GetAsync(Customers);
        var refused = await lab.PutAsync(Failures, """[{"rout":"/platform","status":500}]""");
        var page = await lab.PutAsync(Failures, """[{"rawBody":"<h1>"}]""");

        Assert.Equal("""[{"route":"/platform","status":500}]""", listed.Content);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (works.Status, refused.Status));
        Assert.Equal((HttpStatusCode.BadRequest, "rules[0].rawBody needs a status"), (page.Status, page.Text("error")));
    }

    [Fact]
    public async Task The_control_API_itself_never_fails_by_rule()
    {
        await using var lab = await Lab.StartAsync();

        await lab.PutAsync(Failures, """[{"route":"/","status":500}]""");

        Assert.Equal(HttpStatusCode.OK, (await lab.GetAsync(Failures)).Status);
    }

    [Theory]
    [InlineData("""{"kapsoCode":"insufficient_credits"}""", 402, """{"error":"Failure by rule","code":"insufficient_credits","billing_url":"https://app.kapso.ai/billing"}""")]
    [InlineData("""{"status":402}""", 402, """{"error":"Failure by rule","code":"insufficient_credits","billing_url":"https://app.kapso.ai/billing"}""")]
    [InlineData("""{"status":409}""", 409, """{"error":"Failure by rule"}""")]
    [InlineData("""{"kapsoCode":"marketing_preference_stopped"}""", 422, """{"error":"Failure by rule","code":"marketing_preference_stopped"}""")]
    [InlineData("""{"status":401}""", 401, """{"error":{"message":"Invalid API key","type":"OAuthException"}}""")]
    public async Task On_the_proxy_what_Kapso_decides_has_its_own_body(string rule, int status, string body)
    {
        await using var lab = await Lab.StartAsync();
        await lab.PutAsync(Failures, $"[{rule}]");

        var refused = await lab.PostAsync(Messages);

        Assert.Equal(((HttpStatusCode)status, body), (refused.Status, refused.Content));
    }

    [Fact]
    public async Task On_the_Platform_a_missing_plan_is_one_sentence()
    {
        await using var lab = await Lab.StartAsync();
        await lab.PutAsync(Failures, """[{"status":402}]""");

        Assert.Equal("""{"error":"Failure by rule"}""", (await lab.GetAsync(Customers)).Content);
    }

    [Fact]
    public async Task A_gateways_page_is_no_JSON()
    {
        await using var lab = await Lab.StartAsync();
        await lab.PutAsync(Failures, """[{"status":502,"rawBody":"<h1>Bad Gateway</h1>"}]""");

        var gateway = await lab.GetAsync(Customers);

        Assert.Equal((HttpStatusCode.BadGateway, "<h1>Bad Gateway</h1>"), (gateway.Status, gateway.Content));
        Assert.StartsWith("text/html", gateway.Headers["Content-Type"], StringComparison.Ordinal);
    }
}
