using System.Text.Json.Nodes;
using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.SetupLinks;

[Contract("4.1")]
public class SetupLinkTests(Target target)
{
    private static string Path(string customer) => $"/customers/{customer}/setup_links";

    private async Task<JsonObject> CreateAsync(string customer, string fields = "{}")
    {
        target.NeedsChanges();
        return (await target.Platform.PostAsync(Path(customer), $$"""{"setup_link":{{fields}} }""")).Data(Shapes.NewSetupLink, 201);
    }

    [Fact, Contract("4.2"), Contract("4.3")]
    public async Task An_empty_request_gives_a_link_with_the_defaults()
    {
        var customer = await target.CustomerAsync();

        var link = await CreateAsync(customer);

        var life = DateTimeOffset.Parse(link["expires_at"]!.ToString(), null) - DateTimeOffset.Parse(link["created_at"]!.ToString(), null);
        Assert.Equal(("active", "pending"), (link["status"]!.ToString(), link["whatsapp_setup_status"]!.ToString()));
        Assert.Equal("customer_managed", link["meta_billing_mode"]!.ToString());
        Assert.False(link["provision_phone_number"]!.GetValue<bool>());
        Assert.Equal("""["US"]""", link["phone_number_country_isos"]!.ToJsonString());
        Assert.Equal(["coexistence", "dedicated"], link["allowed_connection_types"]!.AsArray().Select(one => one!.ToString()).Order());
        Assert.Null(link["language"]);
        Assert.InRange(life, TimeSpan.FromDays(30) - TimeSpan.FromMinutes(1), TimeSpan.FromDays(30) + TimeSpan.FromMinutes(1));
    }

    [Fact, Contract("1"), Contract("4.3")]
    public async Task The_token_is_the_last_part_of_the_address_and_only_the_create_answer_has_it()
    {
        var customer = await target.CustomerAsync();

        var created = await CreateAsync(customer);
        var listed = Assert.Single((await target.Platform.GetAsync(Path(customer))).Page(Shapes.SetupLink));

        Assert.EndsWith($"/whatsapp/setup/{created["token"]}", created["url"]!.ToString(), StringComparison.Ordinal);
        created.Remove("token");
        Assert.Equal(created.ToJsonString(), listed.ToJsonString());
    }

    [Theory, Contract("4.2"), Contract("4.4")]
    [InlineData("success_redirect_url", "\"https://tenant.example/ok?tenant=7\"")]
    [InlineData("failure_redirect_url", "\"https://tenant.example/no\"")]
    [InlineData("allowed_origins", """["https://tenant.example"]""")]
    [InlineData("allowed_connection_types", """["dedicated"]""")]
    [InlineData("meta_billing_mode", "\"partner_managed\"")]
    [InlineData("provision_phone_number", "true")]
    [InlineData("phone_number_area_code", "\"415\"")]
    [InlineData("phone_number_country_isos", """["CL","US"]""")]
    [InlineData("language", "\"en\"")]
    [InlineData("language", "\"es\"")]
    [InlineData("language", "\"pt\"")]
    [InlineData("language", "\"hi\"")]
    [InlineData("language", "\"id\"")]
    [InlineData("language", "\"ar\"")]
    [InlineData("theme_config", """{"primary_color":"#0aB3c4","primary_foreground_color":"#ffffff","background_color":"#ffffff","text_color":"#0f172a","muted_text_color":"#64748b","card_color":"#ffffff","muted_color":"#f1f5f9","border_color":"#e2e8f0","secondary_color":"#f1f5f9","secondary_foreground_color":"#0f172a","destructive_color":"#ef4444","destructive_foreground_color":"#fef2f2"}""")]
    public async Task Every_field_is_kept_as_it_was_sent(string field, string value)
    {
        var customer = await target.CustomerAsync();

        var link = await CreateAsync(customer, $$"""{"{{field}}":{{value}} }""");

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(value), link[field]), $"{field} is {link[field]?.ToJsonString()}");
    }

    [Theory, Contract("4.2"), Contract("4.4")]
    [InlineData("""{"success_redirect_url":"not a url"}""")]
    [InlineData("""{"failure_redirect_url":"not a url"}""")]
    [InlineData("""{"allowed_origins":["http://tenant.example"]}""")]
    [InlineData("""{"allowed_origins":["https://tenant.example/path"]}""")]
    [InlineData("""{"allowed_connection_types":["sandbox"]}""")]
    [InlineData("""{"meta_billing_mode":"nobody"}""")]
    [InlineData("""{"phone_number_country_isos":["cl"]}""")]
    [InlineData("""{"phone_number_country_isos":["CHL"]}""")]
    [InlineData("""{"language":"de"}""")]
    [InlineData("""{"theme_config":{"primary_color":"#fff"}}""")]
    [InlineData("""{"theme_config":{"primary_color":"#0f172aff"}}""")]
    [InlineData("""{"theme_config":{"primary_color":"green"}}""")]
    [InlineData("""{"reconnect_phone_number":"+1 555 010 9999"}""")]
    public async Task A_wrong_field_is_422_and_leaves_the_earlier_link_alone(string fields)
    {
        var customer = await target.CustomerAsync();
        await target.LinkAsync(customer);

        var answer = await target.Platform.PostAsync(Path(customer), $$"""{"setup_link":{{fields}} }""");

        answer.IsE1(422);
        Assert.Equal("active", Assert.Single((await target.Platform.GetAsync(Path(customer))).Page(Shapes.SetupLink))["status"]!.ToString());
    }

    [Fact]
    public async Task The_list_is_filtered_by_status_and_age()
    {
        var customer = await target.CustomerAsync();
        var (first, second) = (await target.LinkAsync(customer), await target.LinkAsync(customer));

        var active = (await target.Platform.GetAsync($"{Path(customer)}?status=active")).Page(Shapes.SetupLink);
        var revoked = (await target.Platform.GetAsync($"{Path(customer)}?status=revoked")).Page(Shapes.SetupLink);
        var older = (await target.Platform.GetAsync($"{Path(customer)}?created_before=2020-01-01T00:00:00Z")).Page(Shapes.SetupLink);
        var all = (await target.Platform.GetAsync($"{Path(customer)}?created_after=2020-01-01T00:00:00Z")).Page(Shapes.SetupLink);

        Assert.Equal(second["id"]!.ToString(), Assert.Single(active)["id"]!.ToString());
        Assert.Equal(first["id"]!.ToString(), Assert.Single(revoked)["id"]!.ToString());
        Assert.Empty(older);
        Assert.Equal([second["id"]!.ToString(), first["id"]!.ToString()], all.Select(link => link["id"]!.ToString()));
    }

    [Theory]
    [InlineData("""{"language":"pt","success_redirect_url":"https://tenant.example/new"}""")]
    [InlineData("""{"allowed_connection_types":["coexistence"]}""")]
    [InlineData("""{"theme_config":{"primary_color":"#22c55e"}}""")]
    [InlineData("""{"expires_at":"2030-01-01T00:00:00Z"}""")]
    public async Task A_link_is_changed_and_keeps_the_rest(string fields)
    {
        var customer = await target.CustomerAsync();
        var link = await target.LinkAsync(customer, """{"failure_redirect_url":"https://tenant.example/no","phone_number_country_isos":["CL"]}""");
        link.Remove("token");

        var changed = (await target.Platform.PatchAsync($"{Path(customer)}/{link["id"]}", $$"""{"setup_link":{{fields}} }""")).Data(Shapes.SetupLink);

        var asked = JsonNode.Parse(fields)!.AsObject();
        Assert.All(link.Where(field => !asked.ContainsKey(field.Key)), field => Assert.True(JsonNode.DeepEquals(field.Value, changed[field.Key]), field.Key));
        foreach (var (name, value) in asked)
        {
            Assert.True(name == "expires_at"
                ? DateTimeOffset.Parse(value!.ToString(), null) == DateTimeOffset.Parse(changed[name]!.ToString(), null)
                : JsonNode.DeepEquals(value, changed[name]));
        }
    }

    [Theory, Contract("4.2")]
    [InlineData("""{"status":"used"}""")]
    [InlineData("""{"status":"somehow"}""")]
    [InlineData("""{"language":"de"}""")]
    public async Task A_wrong_change_is_422(string fields)
    {
        var customer = await target.CustomerAsync();
        var link = await target.LinkAsync(customer);

        var answer = await target.Platform.PatchAsync($"{Path(customer)}/{link["id"]}", $$"""{"setup_link":{{fields}} }""");

        answer.IsE1(422);
    }

    [Theory, Contract("4.2")]
    [InlineData("""{"meta_billing_mode":"partner_managed"}""")]
    [InlineData("""{"reconnect_phone_number":"+1 555 010 9999"}""")]
    public async Task What_is_frozen_at_create_does_not_change(string fields)
    {
        var customer = await target.CustomerAsync();
        var link = await target.LinkAsync(customer);

        await target.Platform.PatchAsync($"{Path(customer)}/{link["id"]}", $$"""{"setup_link":{{fields}} }""");

        var after = Assert.Single((await target.Platform.GetAsync(Path(customer))).Page(Shapes.SetupLink));
        Assert.Equal("customer_managed", after["meta_billing_mode"]!.ToString());
        Assert.Null(after["reconnect_phone_number"]);
    }

    [Theory, Contract("4.2")]
    [InlineData("""{"status":"revoked"}""")]
    [InlineData("""{"expires_at":"2020-01-01T00:00:00Z"}""")]
    public async Task What_only_a_change_can_set_is_not_set_at_create(string fields)
    {
        target.NeedsChanges();
        var customer = await target.CustomerAsync();

        await target.Platform.PostAsync(Path(customer), $$"""{"setup_link":{{fields}} }""");

        // Refused or passed over: the contract does not say which.
        var links = (await target.Platform.GetAsync(Path(customer))).Page(Shapes.SetupLink);
        Assert.All(links, link => Assert.Equal("active", link["status"]!.ToString()));
    }

    [Fact]
    public async Task One_link_cannot_be_read_and_none_deleted()
    {
        var customer = await target.CustomerAsync();
        var link = await target.LinkAsync(customer);

        var read = await target.Platform.GetAsync($"{Path(customer)}/{link["id"]}");
        var deleted = await target.Platform.DeleteAsync($"{Path(customer)}/{link["id"]}");

        read.IsOneOf(404, 405, 501);
        deleted.IsOneOf(404, 405, 501);
        Assert.Equal("active", Assert.Single((await target.Platform.GetAsync(Path(customer))).Page(Shapes.SetupLink))["status"]!.ToString());
    }

    [Fact]
    public async Task A_link_of_another_customer_is_404()
    {
        var (mine, theirs) = (await target.CustomerAsync(), await target.CustomerAsync());
        var link = await target.LinkAsync(theirs);

        var answer = await target.Platform.PatchAsync($"{Path(mine)}/{link["id"]}", """{"setup_link":{"language":"es"}}""");

        answer.IsE1(404);
    }
}
