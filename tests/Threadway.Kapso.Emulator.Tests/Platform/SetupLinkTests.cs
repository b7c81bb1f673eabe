using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Platform;

public class SetupLinkTests
{
    [Fact]
    public async Task The_address_of_a_link_is_at_the_emulator()
    {
        await using var lab = await Lab.StartAsync();

        var link = await lab.LinkAsync(await lab.CustomerAsync());

        Assert.Equal(new Uri(lab.Emulator.BaseAddress, Lab.PageOf(link)).ToString(), link.Text("data.url"));
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

    [Theory]
    [InlineData("""{"reconnect_phone_number":"34600112233","provision_phone_number":true}""", "provision_phone_number")]
    [InlineData("""{"reconnect_phone_number":"34600112233","allowed_connection_types":["dedicated"]}""", "allowed_connection_types")]
    public async Task A_reconnect_link_that_asks_for_something_else_is_refused(string fields, string name)
    {
        await using var lab = await Lab.StartAsync();
        var (customer, _) = await lab.ConnectAsync("""{"connectionType":"coexistence","displayPhoneNumber":"+34 600 11 22 33"}""");

        var refused = await lab.PostAsync($"/platform/v1/customers/{customer}/setup_links", $$"""{"setup_link":{{fields}}}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.StartsWith(name + " ", refused.Text("error"), StringComparison.Ordinal);
    }
}
