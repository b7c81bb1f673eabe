using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.PhoneNumbers;

/// <summary>A number that somebody set up at Meta without a setup link.</summary>
[Contract("6.2")]
public class ConnectTests(Target target)
{
    private static string NewMetaId() => string.Create(CultureInfo.InvariantCulture, $"7{RandomNumberGenerator.GetInt32(1_000_000, int.MaxValue):00000000000000}");

    private static string Path(string customer) => $"/customers/{customer}/whatsapp/phone_numbers";

    private static JsonObject Fields(string id) => new()
    {
        ["name"] = "By hand",
        ["phone_number_id"] = id,
        ["business_account_id"] = NewMetaId(),
        ["access_token"] = "EAAB-invented",
    };

    private Task<Reply> ConnectAsync(string customer, JsonObject fields)
    {
        // At Meta an invented number does not exist.
        _ = target.Control;
        return target.Platform.PostAsync(Path(customer), new JsonObject { ["whatsapp_phone_number"] = fields.DeepClone() }.ToJsonString());
    }

    [Fact]
    public async Task A_number_is_connected_with_the_defaults_and_without_showing_its_token()
    {
        var customer = await target.CustomerAsync();
        var fields = Fields(NewMetaId());

        var number = (await ConnectAsync(customer, fields)).Data(Shapes.PhoneNumber, 201);

        Assert.Equal(
            (fields["phone_number_id"]!.ToString(), fields["business_account_id"]!.ToString(), customer, "By hand"),
            (number["id"]!.ToString(), number["business_account_id"]!.ToString(), number["customer_id"]!.ToString(), number["name"]!.ToString()));
        Assert.Equal((true, false), (number["inbound_processing_enabled"]!.GetValue<bool>(), number["calls_enabled"]!.GetValue<bool>()));
        Assert.False(number.ContainsKey("access_token") || number.ContainsKey("kind"), "kind and access_token are never returned");
    }

    [Theory]
    [InlineData("name")]
    [InlineData("phone_number_id")]
    [InlineData("business_account_id")]
    [InlineData("access_token")]
    public async Task A_number_without_what_is_required_is_422(string field)
    {
        var customer = await target.CustomerAsync();
        var fields = Fields(NewMetaId());
        fields.Remove(field);

        var answer = await ConnectAsync(customer, fields);

        answer.IsE1(422);
    }

    [Fact]
    public async Task A_kind_that_is_not_known_is_422()
    {
        var customer = await target.CustomerAsync();
        var fields = Fields(NewMetaId());
        fields["kind"] = "staging";

        var answer = await ConnectAsync(customer, fields);

        answer.IsE1(422);
    }

    [Fact, Contract("2.3"), Contract("13.1"), Contract("13.3")]
    public async Task A_sandbox_number_does_no_production_work()
    {
        var customer = await target.CustomerAsync();
        var fields = Fields(NewMetaId());
        fields["kind"] = "sandbox";
        var id = (await ConnectAsync(customer, fields)).Data(Shapes.PhoneNumber, 201)["id"]!.ToString();

        var profile = await target.Proxy.PostAsync($"/{id}/whatsapp_business_profile", """{"messaging_product":"whatsapp","about":"Open"}""");
        var ingest = await target.Platform.PostAsync(
            "/whatsapp/media", $$"""{"media_ingest":{"phone_number_id":"{{id}}","source":"https://tenant.example/a.png"} }""");
        var production = await target.Platform.PatchAsync($"/whatsapp/phone_numbers/{id}", """{"whatsapp_phone_number":{"kind":"production"}}""");

        profile.Is(403);
        ingest.IsE1(403);
        production.IsE1(422);
    }

    [Fact]
    public async Task A_number_that_is_there_already_is_409()
    {
        var customer = await target.CustomerAsync();
        var fields = Fields(NewMetaId());
        (await ConnectAsync(customer, fields)).Is(201);

        var answer = await ConnectAsync(customer, fields);

        answer.IsE1(409);
    }
}
