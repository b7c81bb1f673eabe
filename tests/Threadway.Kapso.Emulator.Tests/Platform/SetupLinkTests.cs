using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Platform;

public class SetupLinkTests
{
    [Fact]
    public async Task A_link_made_of_nothing_has_the_defaults_of_the_contract_and_a_token_that_is_told_once()
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync();

        var created = await lab.LinkAsync(customer);
        var listed = (await lab.GetAsync($"/platform/v1/customers/{customer}/setup_links")).Data[0]!.AsObject();

        var link = created.At("data")!;
        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal("active", link["status"]!.ToString());
        Assert.Equal("pending", link["whatsapp_setup_status"]!.ToString());
        Assert.Equal("customer_managed", link["meta_billing_mode"]!.ToString());
        Assert.Equal("""["coexistence","dedicated"]""", link["allowed_connection_types"]!.ToJsonString());
        Assert.Equal("""["US"]""", link["phone_number_country_isos"]!.ToJsonString());
        Assert.False(link["provision_phone_number"]!.GetValue<bool>());
        Assert.Equal(TimeSpan.FromDays(30), link["expires_at"]!.GetValue<DateTimeOffset>() - link["created_at"]!.GetValue<DateTimeOffset>());
        Assert.Equal(new Uri(lab.Emulator.BaseAddress, $"/whatsapp/setup/{link["token"]}").ToString(), link["url"]!.ToString());
        Assert.DoesNotContain("token", listed.Select(field => field.Key));
        Assert.DoesNotContain("customer_id", listed.Select(field => field.Key));
    }

    [Theory]
    [InlineData("""{"success_redirect_url":"http://shop.example/ok"}""", "success_redirect_url")]
    [InlineData("""{"failure_redirect_url":"nowhere"}""", "failure_redirect_url")]
    [InlineData("""{"allowed_origins":["https://shop.example/path"]}""", "allowed_origins")]
    [InlineData("""{"allowed_connection_types":["both"]}""", "allowed_connection_types")]
    [InlineData("""{"allowed_connection_types":[]}""", "allowed_connection_types")]
    [InlineData("""{"meta_billing_mode":"mine"}""", "meta_billing_mode")]
    [InlineData("""{"provision_phone_number":"yes"}""", "provision_phone_number")]
    [InlineData("""{"phone_number_country_isos":["us"]}""", "phone_number_country_isos")]
    [InlineData("""{"phone_number_area_code":"415","phone_number_country_isos":["CO"]}""", "phone_number_area_code")]
    [InlineData("""{"language":"fr"}""", "language")]
    [InlineData("""{"theme_config":{"primary_color":"#fff"}}""", "theme_config.primary_color")]
    [InlineData("""{"theme_config":{"logo":"#ffffff"}}""", "theme_config.logo")]
    [InlineData("""{"reconnect_phone_number":"+1 555 123 4567"}""", "reconnect_phone_number")]
    [InlineData("""{"expires_at":"2030-01-01T00:00:00Z"}""", "expires_at")]
    [InlineData("""{"status":"revoked"}""", "status")]
    public async Task A_wrong_link_is_refused_by_the_name_of_its_field(string fields, string name)
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync();

        var refused = await lab.PostAsync($"/platform/v1/customers/{customer}/setup_links", $$"""{"setup_link":{{fields}}}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.StartsWith(name + " ", refused.Text("error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_link_revokes_the_earlier_one_of_the_same_customer_alone()
    {
        await using var lab = await Lab.StartAsync();
        var (ana, ben) = (await lab.CustomerAsync("Ana"), await lab.CustomerAsync("Ben"));
        var first = await lab.LinkAsync(ana);
        await lab.LinkAsync(ben);

        var second = await lab.LinkAsync(ana);

        var active = await lab.GetAsync($"/platform/v1/customers/{ana}/setup_links?status=active");
        var revoked = await lab.GetAsync($"/platform/v1/customers/{ana}/setup_links?status=revoked");
        var others = await lab.GetAsync($"/platform/v1/customers/{ben}/setup_links?status=active");
        Assert.Equal(second.Text("data.id"), Assert.Single(active.Data)!["id"]!.ToString());
        Assert.Equal(first.Text("data.id"), Assert.Single(revoked.Data)!["id"]!.ToString());
        Assert.Single(others.Data);
    }

    [Fact]
    public async Task A_link_that_is_refused_leaves_the_earlier_one_active()
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync();
        await lab.LinkAsync(customer);

        await lab.PostAsync($"/platform/v1/customers/{customer}/setup_links", """{"setup_link":{"language":"xx"}}""");

        Assert.Single((await lab.GetAsync($"/platform/v1/customers/{customer}/setup_links?status=active")).Data);
    }

    [Fact]
    public async Task A_link_runs_out_after_thirty_days_of_the_emulators_clock()
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync();
        await lab.LinkAsync(customer);

        await lab.PostAsync("/_emulator/clock", """{"advance":"29.23:00:00"}""");
        var before = await lab.GetAsync($"/platform/v1/customers/{customer}/setup_links?status=active");
        await lab.PostAsync("/_emulator/clock", """{"advance":"01:00:01"}""");
        var after = await lab.GetAsync($"/platform/v1/customers/{customer}/setup_links?status=expired");

        Assert.Single(before.Data);
        Assert.Single(after.Data);
    }

    [Fact]
    public async Task A_patch_changes_what_it_names_and_revokes()
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync();
        var link = await lab.LinkAsync(customer, """{"language":"es"}""");
        var path = $"/platform/v1/customers/{customer}/setup_links/{link.Text("data.id")}";

        var changed = await lab.PatchAsync(path, """{"setup_link":{"success_redirect_url":"https://shop.example/ok","expires_at":"2099-01-01T00:00:00Z"}}""");
        var revoked = await lab.PatchAsync(path, """{"setup_link":{"status":"revoked"}}""");

        Assert.Equal("https://shop.example/ok", changed.Text("data.success_redirect_url"));
        Assert.Equal("es", changed.Text("data.language"));
        Assert.Equal("2099-01-01T00:00:00.000Z", changed.Text("data.expires_at"));
        Assert.Equal("revoked", revoked.Text("data.status"));
    }

    [Theory]
    [InlineData("""{"status":"used"}""", "status cannot be set to used")]
    [InlineData("""{"meta_billing_mode":"partner_managed"}""", "meta_billing_mode is frozen when the link is created")]
    [InlineData("""{"reconnect_phone_number":null}""", "reconnect_phone_number is frozen when the link is created")]
    public async Task A_patch_cannot_set_what_is_frozen(string fields, string sentence)
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync();
        var link = await lab.LinkAsync(customer);

        var refused = await lab.PatchAsync($"/platform/v1/customers/{customer}/setup_links/{link.Text("data.id")}", $$"""{"setup_link":{{fields}}}""");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, sentence), (refused.Status, refused.Text("error")));
    }

    [Fact]
    public async Task Another_customers_link_and_an_unknown_customer_are_not_found()
    {
        await using var lab = await Lab.StartAsync();
        var (ana, ben) = (await lab.CustomerAsync("Ana"), await lab.CustomerAsync("Ben"));
        var link = await lab.LinkAsync(ana);

        var foreign = await lab.PatchAsync($"/platform/v1/customers/{ben}/setup_links/{link.Text("data.id")}", """{"setup_link":{}}""");
        var nobody = await lab.PostAsync($"/platform/v1/customers/{Guid.Empty}/setup_links", """{"setup_link":{}}""");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (foreign.Status, nobody.Status));
    }

    [Fact]
    public async Task There_is_no_way_to_get_one_link()
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync();
        var link = await lab.LinkAsync(customer);

        var answer = await lab.GetAsync($"/platform/v1/customers/{customer}/setup_links/{link.Text("data.id")}");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
    }

    [Fact]
    public async Task A_reconnect_link_is_forced_to_the_numbers_type_and_stores_digits()
    {
        await using var lab = await Lab.StartAsync();
        var (customer, _) = await lab.ConnectAsync("""{"connectionType":"coexistence","displayPhoneNumber":"+34 600 11 22 33"}""");

        var link = await lab.LinkAsync(customer, """{"reconnect_phone_number":"+34 (600) 112-233"}""");

        Assert.Equal("34600112233", link.Text("data.reconnect_phone_number"));
        Assert.Equal("""["coexistence"]""", link.At("data.allowed_connection_types")!.ToJsonString());
        Assert.False(link.At("data.provision_phone_number")!.GetValue<bool>());
    }

    [Theory]
    [InlineData("""{"reconnect_phone_number":"34600112233","provision_phone_number":true}""", "provision_phone_number")]
    [InlineData("""{"reconnect_phone_number":"34600112233","allowed_connection_types":["dedicated"]}""", "allowed_connection_types")]
    [InlineData("""{"reconnect_phone_number":"34600112233","allowed_connection_types":["coexistence","dedicated"]}""", "allowed_connection_types")]
    public async Task A_reconnect_link_that_asks_for_something_else_is_refused(string fields, string name)
    {
        await using var lab = await Lab.StartAsync();
        var (customer, _) = await lab.ConnectAsync("""{"connectionType":"coexistence","displayPhoneNumber":"+34 600 11 22 33"}""");

        var refused = await lab.PostAsync($"/platform/v1/customers/{customer}/setup_links", $$"""{"setup_link":{{fields}}}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.StartsWith(name + " ", refused.Text("error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_reconnects_another_customers_number()
    {
        await using var lab = await Lab.StartAsync();
        await lab.ConnectAsync("""{"displayPhoneNumber":"+34 600 11 22 33"}""");
        var mallory = await lab.CustomerAsync("Mallory");

        var refused = await lab.PostAsync(
            $"/platform/v1/customers/{mallory}/setup_links", """{"setup_link":{"reconnect_phone_number":"34600112233"}}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
    }
}
