using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.SetupLinks;

/// <summary>The two state machines, and what the end user's browser brings back.</summary>
[Contract("4.5"), Contract("5")]
public class LifecycleTests(Target target)
{
    private const string Redirects = """{"success_redirect_url":"https://tenant.example/ok?tenant=7","failure_redirect_url":"https://tenant.example/no"}""";

    private static string Path(string customer) => $"/customers/{customer}/setup_links";

    [Fact]
    public async Task A_newer_link_revokes_the_earlier_one_of_its_customer_alone()
    {
        var (customer, other) = (await target.CustomerAsync(), await target.CustomerAsync());
        var first = await target.LinkAsync(customer);
        await target.LinkAsync(other);

        var second = await target.LinkAsync(customer);

        var links = (await target.Platform.GetAsync(Path(customer))).Page(Shapes.SetupLink);
        Assert.Equal(
            [(second["id"]!.ToString(), "active"), (first["id"]!.ToString(), "revoked")],
            links.Select(link => (link["id"]!.ToString(), link["status"]!.ToString())));
        Assert.Equal("active", Assert.Single((await target.Platform.GetAsync(Path(other))).Page(Shapes.SetupLink))["status"]!.ToString());
    }

    [Theory]
    [InlineData("revoked")]
    [InlineData("expired")]
    public async Task An_active_link_is_ended_by_a_change(string status)
    {
        var customer = await target.CustomerAsync();
        var link = await target.LinkAsync(customer);

        var ended = await target.Platform.PatchAsync($"{Path(customer)}/{link["id"]}", $$"""{"setup_link":{"status":"{{status}}"} }""");

        Assert.Equal(status, ended.Data(Shapes.SetupLink)["status"]!.ToString());
    }

    [Fact]
    public async Task A_link_expires_at_the_time_it_was_given()
    {
        var customer = await target.CustomerAsync();
        var link = await target.LinkAsync(customer);

        await target.Platform.PatchAsync($"{Path(customer)}/{link["id"]}", """{"setup_link":{"expires_at":"2020-01-01T00:00:00Z"}}""");

        Assert.Equal("expired", Assert.Single((await target.Platform.GetAsync(Path(customer))).Page(Shapes.SetupLink))["status"]!.ToString());
    }

    [Theory]
    [InlineData("coexistence")]
    [InlineData("dedicated")]
    public async Task A_finished_link_is_used_and_its_number_is_the_customers(string type)
    {
        var control = target.Control;
        var customer = await target.CustomerAsync();
        var link = await target.LinkAsync(customer, Redirects);

        var done = (await control.PostAsync($"/setup-links/{link["id"]}/complete", $$"""{"connectionType":"{{type}}"}""")).Is(200);

        var query = Query(done, "https://tenant.example/ok?");
        var number = Assert.Single((await target.Platform.GetAsync(
            $"/whatsapp/phone_numbers?customer_id={customer}&phone_number_id={query["phone_number_id"]}")).Page(Shapes.PhoneNumber));
        var used = Assert.Single((await target.Platform.GetAsync(Path(customer))).Page(Shapes.SetupLink));
        Assert.Equal(("used", "completed"), (used["status"]!.ToString(), used["whatsapp_setup_status"]!.ToString()));
        Assert.Equal(type == "coexistence", number["is_coexistence"]!.GetValue<bool>());
        Assert.Equal(customer, number["customer_id"]!.ToString());
        Assert.Equal(
            ("7", link["id"]!.ToString(), "completed", number["business_account_id"]!.ToString(), "+" + number["display_phone_number_normalized"]),
            (query["tenant"], query["setup_link_id"], query["status"], query["business_account_id"], query["display_phone_number"]));
        Assert.DoesNotContain("customer_id", query.Keys);
        Assert.Contains("display_phone_number=%2B", done.Text("redirectUrl"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("complete", "{}")]
    [InlineData("fail", """{"errorCode":"facebook_auth_failed"}""")]
    public async Task Without_an_address_there_is_no_redirect(string end, string choice)
    {
        var control = target.Control;
        var link = await target.LinkAsync(await target.CustomerAsync());

        var done = (await control.PostAsync($"/setup-links/{link["id"]}/{end}", choice)).Is(200);

        Assert.Null(done.Json["redirectUrl"]);
    }

    [Fact]
    public async Task A_provisioned_number_is_named_in_the_redirect_and_in_the_link()
    {
        var control = target.Control;
        var customer = await target.CustomerAsync();
        var link = await target.LinkAsync(customer, """
            {"success_redirect_url":"https://tenant.example/ok","provision_phone_number":true,"phone_number_country_isos":["US"],"phone_number_area_code":"415"}
            """);

        var done = (await control.PostAsync($"/setup-links/{link["id"]}/complete")).Is(200);

        var used = Assert.Single((await target.Platform.GetAsync(Path(customer))).Page(Shapes.SetupLink));
        Assert.Equal(used["provisioned_phone_number"]!["id"]!.ToString(), Query(done, "https://tenant.example/ok?")["provisioned_phone_number_id"]);
        Assert.Equal(("US", "415"), (used["provisioned_phone_number"]!["country_iso"]!.ToString(), used["provisioned_phone_number"]!["area_code"]!.ToString()));
    }

    [Theory]
    [InlineData("facebook_auth_failed")]
    [InlineData("phone_verification_failed")]
    [InlineData("waba_limit_reached")]
    [InlineData("token_exchange_failed")]
    [InlineData("link_expired")]
    [InlineData("already_used")]
    public async Task A_failure_brings_back_the_link_and_a_code_and_nothing_else(string code)
    {
        var control = target.Control;
        var customer = await target.CustomerAsync();
        var link = await target.LinkAsync(customer, Redirects);

        var failed = (await control.PostAsync($"/setup-links/{link["id"]}/fail", $$"""{"errorCode":"{{code}}"}""")).Is(200);

        var query = Query(failed, "https://tenant.example/no?");
        Assert.Equal(["error_code", "setup_link_id"], query.Keys.Order());
        Assert.Equal((code, link["id"]!.ToString()), (query["error_code"], query["setup_link_id"]));
    }

    [Fact, Contract("4.3")]
    public async Task A_failed_attempt_is_told_by_the_link()
    {
        var control = target.Control;
        var customer = await target.CustomerAsync();
        var link = await target.LinkAsync(customer);

        await control.PostAsync($"/setup-links/{link["id"]}/fail", """{"errorCode":"token_exchange_failed"}""");

        var seen = Assert.Single((await target.Platform.GetAsync(Path(customer))).Page(Shapes.SetupLink));
        Assert.Equal("failed", seen["whatsapp_setup_status"]!.ToString());
        Assert.NotEmpty(seen["whatsapp_setup_error"]!.ToString());
    }

    private static Dictionary<string, string> Query(Reply reply, string start)
    {
        var url = reply.Text("redirectUrl");
        Assert.StartsWith(start, url, StringComparison.Ordinal);
        return url[(url.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&').Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
    }
}
