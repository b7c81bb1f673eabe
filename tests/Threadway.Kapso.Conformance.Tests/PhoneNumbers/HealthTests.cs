using System.Globalization;
using System.Text.Json.Nodes;
using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.PhoneNumbers;

/// <summary>Health has five reads a second for everybody: so alone, and patient.</summary>
[Contract("6.3"), Collection(Alone.Name)]
public class HealthTests(Target target)
{
    private async Task<Reply> ReadAsync(string number)
    {
        while (true)
        {
            var reply = await target.Platform.GetAsync($"/whatsapp/phone_numbers/{number}/health");
            if (reply.Status != 429)
                return reply;
            var pause = TimeSpan.FromSeconds(int.Parse(reply.Header("Retry-After")!, CultureInfo.InvariantCulture));
            await Task.Delay(pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private async Task<JsonObject> HealthAsync(string number)
    {
        var health = (await ReadAsync(number)).Fits(Shapes.Health);
        foreach (var (name, check) in health["checks"]?.AsObject() ?? [])
            Assert.Empty(Rule.Of(Shapes.HealthCheck).Violations(check, name));
        return health;
    }

    [Fact]
    public async Task Health_comes_without_an_envelope_and_with_its_checks()
    {
        var health = await HealthAsync(target.Number);

        var checks = health["checks"]!.AsObject();
        string[] expected = ["phone_number_access", "phone_number_connection", "messaging_health", "webhook_subscription", "webhook_verified"];
        Assert.Empty(expected.Except(checks.Select(check => check.Key)));
        Assert.Empty(Rule.OneOf("CONNECTED", "DISCONNECTED", "UNKNOWN").Violations(checks["phone_number_connection"]!["details"]!["status"], "status"));
        Assert.Empty(Rule.ListOf(Rule.Of(
            ("entity_type", Rule.OneOf("PHONE_NUMBER", "WABA", "BUSINESS", "APP", "MESSAGE_TEMPLATE")),
            ("id", Rule.Digits),
            ("can_send_message", Rule.OneOf("AVAILABLE", "LIMITED", "BLOCKED")),
            ("errors", Rule.ListOf(Rule.Of(("error_code", Rule.Digits))).Optional)))
            .Violations(checks["messaging_health"]!["details"]!["entities"], "entities"));
    }

    [Fact]
    public async Task Only_coexistence_numbers_have_a_token_check()
    {
        var coexistence = await HealthAsync(target.Coexistence);
        var dedicated = await HealthAsync(target.Number);

        Assert.True(coexistence["checks"]!.AsObject().ContainsKey("token_validity"));
        Assert.Equal(target.Number == target.Coexistence, dedicated["checks"]!.AsObject().ContainsKey("token_validity"));
    }

    [Fact]
    public async Task A_number_that_was_just_connected_is_healthy()
    {
        var (_, number) = await target.ConnectAsync("coexistence");

        var health = await HealthAsync(number);

        Assert.Equal("healthy", health["status"]!.ToString());
        Assert.Equal("CONNECTED", health["checks"]!["phone_number_connection"]!["details"]!["status"]!.ToString());
        Assert.Equal("AVAILABLE", health["checks"]!["messaging_health"]!["overall_status"]!.ToString());
        Assert.True(health["checks"]!["token_validity"]!["passed"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_number_whose_access_was_taken_away_is_unhealthy_and_its_token_dead()
    {
        var (_, number) = await target.ConnectAsync("coexistence");

        await target.Control.PostAsync($"/phone-numbers/{number}/revoke");

        var health = await HealthAsync(number);
        Assert.Equal("unhealthy", health["status"]!.ToString());
        Assert.Equal("DISCONNECTED", health["checks"]!["phone_number_connection"]!["details"]!["status"]!.ToString());
        Assert.Contains("\"code\" => 190", health["checks"]!["phone_number_access"]!["error"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("DISCONNECTED", (await target.Platform.GetAsync($"/whatsapp/phone_numbers/{number}")).Text("data.status"));
    }

    [Fact, Contract("6.2")]
    public async Task Health_of_an_unknown_number_is_404_and_without_a_key_401()
    {
        var unknown = await ReadAsync("999999999999999");
        var without = await target.Platform.WithKey(null).GetAsync($"/whatsapp/phone_numbers/{target.Number}/health");

        unknown.IsE1(404);
        without.IsE1(401);
    }
}
