using System.Net;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Platform;

public class ConnectNumberTests
{
    private const string Numbers = "/platform/v1/whatsapp/phone_numbers";
    private const string Id = "700000000000001";

    private static string Body(string fields) => $$"""{"whatsapp_phone_number":{{fields}}}""";

    private static string Fields(string change = "{}")
    {
        var fields = new JsonObject
        {
            ["name"] = "Support",
            ["phone_number_id"] = Id,
            ["business_account_id"] = "800000000000001",
            ["access_token"] = "EAAB",
        };
        foreach (var (name, value) in (JsonObject)JsonNode.Parse(change)!)
            fields[name] = value?.DeepClone();
        return Body(fields.ToJsonString());
    }

    private static async Task<Reply> ConnectAsync(Lab lab, string change = "{}", string? customer = null) =>
        await lab.PostAsync($"/platform/v1/customers/{customer ?? await lab.CustomerAsync()}/whatsapp/phone_numbers", Fields(change));

    [Fact]
    public async Task A_number_connected_by_hand_is_a_dedicated_one_that_sends_at_once()
    {
        await using var lab = await Lab.StartAsync();
        var connected = await ConnectAsync(lab);

        var sent = await lab.PostAsync(
            $"/meta/whatsapp/v24.0/{Id}/messages",
            """{"messaging_product":"whatsapp","to":"573001234567","type":"template","template":{"name":"hello_world","language":{"code":"en_US"}}}""");

        Assert.Equal(("CONNECTED", "false"), (connected.Text("data.status"), connected.Text("data.is_coexistence")));
        Assert.Equal(HttpStatusCode.OK, sent.Status);
    }

    [Fact]
    public async Task The_plan_limits_how_many_numbers_are_connected_and_a_409_says_whether_it_does()
    {
        await using var lab = await Lab.StartAsync(options => options.PhoneNumberLimit = 2);
        var first = await ConnectAsync(lab);

        var again = await ConnectAsync(lab);
        var second = await ConnectAsync(lab, """{"phone_number_id":"700000000000002"}""");
        await lab.DeleteAsync($"{Numbers}/{Id}");
        var instead = await ConnectAsync(lab, """{"phone_number_id":"700000000000002"}""");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.Created), (first.Status, second.Status, instead.Status));
        Assert.Contains("limit of 2", second.Text("error"), StringComparison.Ordinal);
        Assert.Equal("phone_number_id is connected already", again.Text("error"));
    }

    [Theory]
    [InlineData("""{"name":null}""", "name")]
    [InlineData("""{"phone_number_id":" "}""", "phone_number_id")]
    [InlineData("""{"phone_number_id":"../1"}""", "phone_number_id")]
    [InlineData("""{"phone_number_id":12}""", "phone_number_id")]
    [InlineData("""{"business_account_id":null}""", "business_account_id")]
    [InlineData("""{"business_account_id":"waba"}""", "business_account_id")]
    [InlineData("""{"access_token":""}""", "access_token")]
    [InlineData("""{"kind":"test"}""", "kind")]
    [InlineData("""{"calls_enabled":"yes"}""", "calls_enabled")]
    [InlineData("""{"webhook_destination_url":"http://shop.example"}""", "webhook_destination_url")]
    [InlineData("""{"webhook_verify_token":5}""", "webhook_verify_token")]
    [InlineData("""{"colour":"red"}""", "colour")]
    public async Task A_wrong_field_is_422_with_a_sentence_that_names_it(string change, string field)
    {
        await using var lab = await Lab.StartAsync();

        var refused = await ConnectAsync(lab, change);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.StartsWith(field, refused.Text("error"), StringComparison.Ordinal);
        Assert.Single((await lab.GetAsync(Numbers)).Data);
    }

    [Fact]
    public async Task An_address_that_nothing_would_be_sent_to_is_501()
    {
        await using var lab = await Lab.StartAsync();

        var forward = await ConnectAsync(lab, """{"webhook_destination_url":"https://shop.example/hook"}""");

        Assert.Equal(HttpStatusCode.NotImplemented, forward.Status);
        Assert.Contains("webhook_destination_url", forward.Text("error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_was_removed_comes_back_by_its_id_as_the_number_it_was()
    {
        await using var lab = await Lab.StartAsync();
        var (customer, id) = await lab.ConnectAsync("""{"displayPhoneNumber":"+34 600 11 22 33"}""");
        await lab.DeleteAsync($"{Numbers}/{id}");

        var back = await ConnectAsync(lab, $$"""{"phone_number_id":"{{id}}"}""", customer);

        Assert.Equal("34600112233", back.Text("data.display_phone_number_normalized"));
    }

    [Theory]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"kind":1}""", "kind")]
    [InlineData("""{"business_account_id":"x","name":"New"}""", "business_account_id")]
    [InlineData("""{"calls_enabled":true,"inbound_processing_enabled":"no"}""", "inbound_processing_enabled")]
    public async Task A_wrong_patch_is_422_and_changes_nothing(string fields, string field)
    {
        await using var lab = await Lab.StartAsync();
        await ConnectAsync(lab);

        var refused = await lab.PatchAsync($"{Numbers}/{Id}", Body(fields));
        var kept = await lab.GetAsync($"{Numbers}/{Id}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.StartsWith(field, refused.Text("error"), StringComparison.Ordinal);
        Assert.Equal(("Support", "false"), (kept.Text("data.name"), kept.Text("data.calls_enabled")));
    }

    [Fact]
    public async Task New_credentials_give_access_again()
    {
        await using var lab = await Lab.StartAsync();
        await ConnectAsync(lab);
        await lab.PostAsync($"/_emulator/phone-numbers/{Id}/revoke");
        var revoked = await lab.GetAsync($"{Numbers}?messaging_enabled=false");

        var patched = await lab.PatchAsync($"{Numbers}/{Id}", Body("""{"access_token":"EAAC"}"""));

        Assert.Equal(Id, Assert.Single(revoked.Data)!["id"]!.ToString());
        Assert.Equal("CONNECTED", patched.Text("data.status"));
        Assert.Empty((await lab.GetAsync($"{Numbers}?messaging_enabled=false")).Data);
        Assert.Equal(2, (await lab.GetAsync($"{Numbers}?messaging_enabled=true")).Data.Count);
    }

    [Fact]
    public async Task A_sandbox_number_is_refused_in_the_form_of_each_api()
    {
        await using var lab = await Lab.StartAsync();
        (await ConnectAsync(lab, """{"kind":"sandbox","phone_number_id":"sandbox","business_account_id":"sandbox"}""")).Ok();

        var profile = await lab.PostAsync("/meta/whatsapp/v24.0/sandbox/whatsapp_business_profile", """{"messaging_product":"whatsapp","about":"Hi"}""");
        var register = await lab.PostAsync("/meta/whatsapp/v24.0/sandbox/register", """{"messaging_product":"whatsapp","pin":"123456"}""");
        var media = await lab.PostAsync("/platform/v1/whatsapp/media", """{"media_ingest":{"phone_number_id":"sandbox","source":"https://shop.example/a.png"}}""");
        var name = await lab.PostAsync($"{Numbers}/sandbox/display_name_requests", """{"display_name_request":{"new_display_name":"Bakery"}}""");

        Assert.Equal(("403", "403"), (profile.Text("error.code"), register.Text("error.code")));
        Assert.Equal("Sandbox WhatsApp configurations cannot upload media", media.Text("error"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, name.Status);
    }

    [Fact]
    public async Task A_sandbox_numbers_webhooks_follow_it_into_production_and_what_stops_it_is_said()
    {
        await using var lab = await Lab.StartAsync();
        (await ConnectAsync(lab, """{"kind":"sandbox","phone_number_id":"sandbox","business_account_id":"sandbox"}""")).Ok();
        await new Chat(lab, "sandbox").SubscribeAsync("received");

        var without = await lab.PatchAsync($"{Numbers}/sandbox", Body("""{"kind":"production","business_account_id":"8"}"""));
        var taken = await lab.PatchAsync($"{Numbers}/sandbox", Body($$"""{"kind":"production","business_account_id":"8","phone_number_id":"{{KapsoEmulator.OperatorPhoneNumberId}}"}"""));
        var account = await lab.PatchAsync($"{Numbers}/sandbox", Body($$"""{"kind":"production","phone_number_id":"{{Id}}"}"""));
        var switched = await lab.PatchAsync($"{Numbers}/sandbox", Body($$"""{"kind":"production","business_account_id":"8","phone_number_id":"{{Id}}"}"""));
        var webhooks = await lab.GetAsync($"{Numbers}/{Id}/webhooks");

        Assert.Equal("phone_number_id is required when switching to production", without.Text("error"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "phone_number_id has already been taken"), (taken.Status, taken.Text("error")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, account.Status);
        Assert.Equal("8", switched.Text("data.business_account_id"));
        Assert.Single(webhooks.Data);
    }

    [Fact]
    public async Task A_production_number_keeps_its_id()
    {
        await using var lab = await Lab.StartAsync();
        await ConnectAsync(lab);

        var same = await lab.PatchAsync($"{Numbers}/{Id}", Body($$"""{"phone_number_id":"{{Id}}"}"""));
        var other = await lab.PatchAsync($"{Numbers}/{Id}", Body("""{"phone_number_id":"700000000000009"}"""));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotImplemented), (same.Status, other.Status));
    }
}
