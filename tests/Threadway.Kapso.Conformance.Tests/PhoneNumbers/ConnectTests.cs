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

    [Fact, Contract("9.2")]
    public async Task A_number_is_connected_as_was_asked_for_and_the_project_is_told()
    {
        const string name = "whatsapp.phone_number.created";
        var customer = await target.CustomerAsync();
        var fields = Fields(NewMetaId());
        (fields["inbound_processing_enabled"], fields["calls_enabled"]) = (false, true);
        await using var project = await Subscription.ToAsync(target, null, name);

        var number = (await ConnectAsync(customer, fields)).Data(Shapes.PhoneNumber, 201);

        var told = await project.Inbox.NextAsync(one => one.Body["phone_number_id"]!.ToString() == number["id"]!.ToString(), name);
        var read = (await target.Platform.GetAsync($"/whatsapp/phone_numbers/{number["id"]}")).Data(Shapes.PhoneNumber);
        Assert.Equal((false, true), (number["inbound_processing_enabled"]!.GetValue<bool>(), number["calls_enabled"]!.GetValue<bool>()));
        Assert.Equal(number.ToJsonString(), read.ToJsonString());
        Assert.Equal(customer, told.Fits(EventShapes.Of(name))["customer"]!["id"]!.ToString());
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

    [Fact, Contract("2.3"), Contract("4.6"), Contract("13.1"), Contract("13.3"), Contract("13.4")]
    public async Task A_sandbox_number_does_no_production_work()
    {
        var customer = await target.CustomerAsync();
        var fields = Fields(NewMetaId());
        fields["kind"] = "sandbox";
        var number = (await ConnectAsync(customer, fields)).Data(Shapes.PhoneNumber, 201);
        var id = number["id"]!.ToString();

        var profile = await target.Proxy.PostAsync($"/{id}/whatsapp_business_profile", """{"messaging_product":"whatsapp","about":"Open"}""");
        var ingest = await target.Platform.PostAsync(
            "/whatsapp/media", $$"""{"media_ingest":{"phone_number_id":"{{id}}","source":"https://tenant.example/a.png"} }""");
        var register = await target.Proxy.PostAsync($"/{id}/register", """{"messaging_product":"whatsapp","pin":"123456"}""");
        var reconnect = await target.Platform.PostAsync(
            $"/customers/{customer}/setup_links", $$"""{"setup_link":{"reconnect_phone_number":"{{number["display_phone_number_normalized"]}}"} }""");

        profile.Is(403);
        ingest.IsE1(403);
        register.Is(403);
        reconnect.IsE1(422);
    }

    [Fact]
    public async Task A_sandbox_number_goes_into_production_under_an_id_that_must_be_named()
    {
        var customer = await target.CustomerAsync();
        var (fields, id) = (Fields(NewMetaId()), NewMetaId());
        fields["kind"] = "sandbox";
        var sandbox = $"/whatsapp/phone_numbers/{(await ConnectAsync(customer, fields)).Data(Shapes.PhoneNumber, 201)["id"]}";

        var without = await target.Platform.PatchAsync(sandbox, """{"whatsapp_phone_number":{"kind":"production"}}""");
        var production = await target.Platform.PatchAsync(sandbox, $$"""{"whatsapp_phone_number":{"kind":"production","phone_number_id":"{{id}}"} }""");

        without.IsE1(422);
        Assert.Equal(id, production.Data(Shapes.PhoneNumber)["id"]!.ToString());
        (await target.Platform.GetAsync(sandbox)).IsE1(404);
    }

    [Theory]
    [InlineData("its own customer")]
    [InlineData("another customer")]
    public async Task A_number_that_is_there_already_is_409_for(string whom)
    {
        var customer = await target.CustomerAsync();
        var fields = Fields(NewMetaId());
        (await ConnectAsync(customer, fields)).Is(201);

        var answer = await ConnectAsync(whom == "another customer" ? await target.CustomerAsync() : customer, fields);

        answer.IsE1(409);
    }
}
