using CsCheck;
using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.PhoneNumbers;

public sealed class PhoneNumberHealthTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Health_is_asked_for_without_an_envelope()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/health-healthy");

        var health = await kapso.Client().PhoneNumbers.GetHealthAsync("601", Token);

        Assert.Equal("GET /platform/v1/whatsapp/phone_numbers/601/health", kapso.Request.Line);
        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.Equal(5, health.Checks.Count);
        Assert.Equal("AVAILABLE", health.MessagingStatus);
        Assert.Empty(health.MessagingProblems);
        Assert.False(health.HasDeadToken);
    }

    [Theory]
    [InlineData("health-healthy", true)]
    [InlineData("health-disconnected", false)]
    [InlineData("health-unknown-connection", null)]
    [InlineData("health-error", null)]
    public async Task Connected_is_yes_no_or_not_known(string payload, bool? expected)
    {
        using var kapso = ScriptedKapso.AnsweringPayload($"api/{payload}");

        Assert.Equal(expected, (await kapso.PhoneNumbers.GetHealthAsync("601", Token)).IsConnected);
    }

    [Fact]
    public async Task A_dead_token_is_read_out_of_metas_error_and_freezes_the_result_until_a_date()
    {
        using var kapso = ScriptedKapso.AnsweringPayload("api/health-dead-token");

        var health = await kapso.PhoneNumbers.GetHealthAsync("601", Token);

        Assert.True(health.HasDeadToken);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 10, 5, 0, TimeSpan.Zero), health.RetryAfter);
    }

    [Theory]
    [InlineData("""{"code" => 190}""", true)]
    [InlineData("""{"code"=>190, "x" => 1}""", true)]
    [InlineData("""{"code":190}""", true)]
    [InlineData("""{\"code\": \"190\"}""", true)]
    [InlineData("""{code: 190}""", true)]
    [InlineData("""{:code=>190}""", true)]
    [InlineData("""{"code" => 1901}""", false)]
    [InlineData("""{"code" => 4, "error_subcode" => 190}""", false)]
    [InlineData("""{"message" => "code", "code" => 190}""", true)]
    [InlineData("190 problems", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_code_190_itself_means_a_dead_token(string? error, bool expected)
    {
        Assert.Equal(expected, new PhoneNumberHealth { Checks = Access(error) }.HasDeadToken);
    }

    [Fact]
    public async Task What_hinders_messages_is_listed_with_its_code_as_text()
    {
        using var kapso = ScriptedKapso.AnsweringPayload("api/health-payment-problem");

        var health = await kapso.PhoneNumbers.GetHealthAsync("601", Token);

        Assert.Equal("LIMITED", health.MessagingStatus);
        var problem = Assert.Single(health.MessagingProblems);
        Assert.Equal(("WABA", "141006"), (problem.EntityType, problem.Code));
        Assert.Equal("Add a payment method at Meta.", problem.PossibleSolution);
    }

    [Theory]
    [InlineData("""{"status":"healthy"}""")]
    [InlineData("""{"status":null,"checks":[]}""")]
    [InlineData("""{"status":"frozen_solid","checks":"none"}""")]
    [InlineData("""{"status":"error","checks":{"phone_number_connection":null,"messaging_health":7}}""")]
    [InlineData("""{"status":"error","checks":{"phone_number_connection":{"details":[]},"messaging_health":{"details":{"entities":[1,{"errors":{}}]}}}}""")]
    [InlineData("""{"status":"error","checks":{"messaging_health":{"details":{"entities":[{"errors":[null,{"error_code":141006}]}]}}}}""")]
    public async Task Odd_checks_cost_nothing_but_themselves(string body)
    {
        using var kapso = ScriptedKapso.Answering(body);

        var health = await kapso.PhoneNumbers.GetHealthAsync("601", Token);

        Assert.Null(health.IsConnected);
        Assert.False(health.HasDeadToken);
        Assert.NotNull(health.MessagingProblems);
    }

    [Fact]
    public void Looking_for_a_code_never_throws()
    {
        Gen.String[Gen.Char["code \"=>190\\:"], 0, 40].Sample(text =>
            Assert.False(HealthErrors.NamesCode(text, "190") && !text.Contains("190", StringComparison.Ordinal)));
    }

    private static Dictionary<string, HealthCheck> Access(string? error) => new() { ["phone_number_access"] = new() { Error = error } };
}
