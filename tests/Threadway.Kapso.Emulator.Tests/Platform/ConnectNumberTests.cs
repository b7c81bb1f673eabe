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
    public async Task A_number_with_an_id_and_a_token_of_Meta_is_connected_and_the_project_is_told()
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync();

        var connected = await ConnectAsync(lab, """{"calls_enabled":true,"inbound_processing_enabled":false}""", customer);
        var told = await lab.Receiver.NextAsync();
        var read = await lab.GetAsync($"{Numbers}/{Id}");

        Assert.Equal(HttpStatusCode.Created, connected.Status);
        Assert.Equal(connected.Content, read.Content);
        Assert.Equal((Id, customer, "CONNECTED"), (read.Text("data.id"), read.Text("data.customer_id"), read.Text("data.status")));
        Assert.Equal(("false", "true", "false"), (read.Text("data.is_coexistence"), read.Text("data.calls_enabled"), read.Text("data.inbound_processing_enabled")));
        Assert.Null(read.At("data.access_token"));
        Assert.Null(read.At("data.kind"));
        Assert.Equal("whatsapp.phone_number.created", told.Event);
        Assert.Equal((Id, customer), (told.Body["phone_number_id"]!.ToString(), told.Body["customer"]!["id"]!.ToString()));
    }

    [Fact]
    public async Task A_connected_number_sends()
    {
        await using var lab = await Lab.StartAsync();
        await ConnectAsync(lab);

        var sent = await lab.PostAsync(
            $"/meta/whatsapp/v24.0/{Id}/messages",
            """{"messaging_product":"whatsapp","to":"573001234567","type":"template","template":{"name":"hello_world","language":{"code":"en_US"}}}""");

        Assert.Equal(HttpStatusCode.OK, sent.Status);
    }

    [Fact]
    public async Task A_number_that_is_connected_already_is_409_also_for_another_customer()
    {
        await using var lab = await Lab.StartAsync();
        await ConnectAsync(lab);

        var again = await ConnectAsync(lab);

        Assert.Equal((HttpStatusCode.Conflict, "phone_number_id is connected already"), (again.Status, again.Text("error")));
    }

    [Fact]
    public async Task The_plan_limits_how_many_numbers_are_connected()
    {
        await using var lab = await Lab.StartAsync(options => options.PhoneNumberLimit = 2);
        var first = await ConnectAsync(lab);

        var second = await ConnectAsync(lab, """{"phone_number_id":"700000000000002"}""");
        await lab.DeleteAsync($"{Numbers}/{Id}");
        var instead = await ConnectAsync(lab, """{"phone_number_id":"700000000000002"}""");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.Created), (first.Status, second.Status, instead.Status));
        Assert.Contains("limit of 2", second.Text("error"), StringComparison.Ordinal);
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
    public async Task An_unknown_customer_is_404_and_an_address_that_nothing_would_be_sent_to_501()
    {
        await using var lab = await Lab.StartAsync();

        var unknown = await ConnectAsync(lab, customer: Guid.Empty.ToString());
        var forward = await ConnectAsync(lab, """{"webhook_destination_url":"https://shop.example/hook"}""");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotImplemented), (unknown.Status, forward.Status));
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

    [Fact]
    public async Task Flags_name_and_account_are_patched_and_the_rest_stays()
    {
        await using var lab = await Lab.StartAsync();
        await ConnectAsync(lab);

        var patched = await lab.PatchAsync($"{Numbers}/{Id}", Body("""{"name":"Sales","calls_enabled":true}"""));
        var nothing = await lab.PatchAsync($"{Numbers}/{Id}", Body("{}"));

        Assert.Equal(("Sales", "true", "true"), (
            patched.Text("data.name"), patched.Text("data.calls_enabled"), patched.Text("data.inbound_processing_enabled")));
        Assert.Equal("Sales", nothing.Text("data.name"));
        Assert.Equal(HttpStatusCode.NotFound, (await lab.PatchAsync($"{Numbers}/1", Body("{}"))).Status);
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
    public async Task Numbers_are_filtered_by_when_they_came()
    {
        await using var lab = await Lab.StartAsync();
        await lab.PostAsync("/_emulator/clock", """{"advance":"30.00:00:00"}""");
        await ConnectAsync(lab);
        var connectedAt = Uri.EscapeDataString((await lab.GetAsync($"{Numbers}/{Id}")).Text("data.created_at"));

        var before = await lab.GetAsync($"{Numbers}?created_before={connectedAt}");
        var wrong = await lab.GetAsync($"{Numbers}?created_after=yesterday");

        Assert.Equal(KapsoEmulator.OperatorPhoneNumberId, Assert.Single(before.Data)!["id"]!.ToString());
        Assert.Equal((HttpStatusCode.BadRequest, "created_after must be an ISO 8601 time"), (wrong.Status, wrong.Text("error")));
    }

    [Fact]
    public async Task A_sandbox_number_does_no_production_work()
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync();
        (await ConnectAsync(lab, """{"kind":"sandbox","phone_number_id":"sandbox","business_account_id":"sandbox"}""", customer)).Ok();
        var digits = (await lab.GetAsync($"{Numbers}/sandbox")).Text("data.display_phone_number_normalized");

        var profile = await lab.PostAsync("/meta/whatsapp/v24.0/sandbox/whatsapp_business_profile", """{"messaging_product":"whatsapp","about":"Hi"}""");
        var register = await lab.PostAsync("/meta/whatsapp/v24.0/sandbox/register", """{"messaging_product":"whatsapp","pin":"123456"}""");
        var media = await lab.PostAsync("/platform/v1/whatsapp/media", """{"media_ingest":{"phone_number_id":"sandbox","source":"https://shop.example/a.png"}}""");
        var name = await lab.PostAsync($"{Numbers}/sandbox/display_name_requests", """{"display_name_request":{"new_display_name":"Bakery"}}""");
        var reconnect = await lab.PostAsync($"/platform/v1/customers/{customer}/setup_links", $$"""{"setup_link":{"reconnect_phone_number":"{{digits}}"} }""");

        Assert.Equal((HttpStatusCode.Forbidden, "403"), (profile.Status, profile.Text("error.code")));
        Assert.Equal((HttpStatusCode.Forbidden, "403"), (register.Status, register.Text("error.code")));
        Assert.Equal((HttpStatusCode.Forbidden, "Sandbox WhatsApp configurations cannot upload media"), (media.Status, media.Text("error")));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (name.Status, reconnect.Status));
    }

    [Fact]
    public async Task A_sandbox_number_goes_into_production_under_Metas_id_and_its_webhooks_follow()
    {
        await using var lab = await Lab.StartAsync();
        (await ConnectAsync(lab, """{"kind":"sandbox","phone_number_id":"sandbox","business_account_id":"sandbox"}""")).Ok();
        await new Chat(lab, "sandbox").SubscribeAsync("received");

        var without = await lab.PatchAsync($"{Numbers}/sandbox", Body("""{"kind":"production","business_account_id":"8"}"""));
        var taken = await lab.PatchAsync($"{Numbers}/sandbox", Body($$"""{"kind":"production","business_account_id":"8","phone_number_id":"{{KapsoEmulator.OperatorPhoneNumberId}}"}"""));
        var account = await lab.PatchAsync($"{Numbers}/sandbox", Body($$"""{"kind":"production","phone_number_id":"{{Id}}"}"""));
        var switched = await lab.PatchAsync($"{Numbers}/sandbox", Body($$"""{"kind":"production","business_account_id":"8","phone_number_id":"{{Id}}"}"""));
        var gone = await lab.GetAsync($"{Numbers}/sandbox");
        var webhooks = await lab.GetAsync($"{Numbers}/{Id}/webhooks");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "phone_number_id is required when switching to production"), (without.Status, without.Text("error")));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "phone_number_id has already been taken"), (taken.Status, taken.Text("error")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, account.Status);
        Assert.Equal((Id, "8"), (switched.Text("data.id"), switched.Text("data.business_account_id")));
        Assert.Equal(HttpStatusCode.NotFound, gone.Status);
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
