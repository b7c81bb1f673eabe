using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.SetupPage;

public class SetupPageTests
{
    private const string Redirects = """{"success_redirect_url":"https://shop.example/ok","failure_redirect_url":"https://shop.example/no"}""";

    [Fact]
    public async Task The_page_speaks_the_links_language_wears_its_theme_and_escapes_the_customers_name()
    {
        await using var lab = await Lab.StartAsync();
        var link = await lab.LinkAsync(await lab.CustomerAsync("<b>Ana & co</b>"), """{"language":"es","theme_config":{"background_color":"#fafafa"}}""");

        var page = await lab.GetAsync(Lab.PageOf(link));

        Assert.Contains("<html lang=\"es\">", page.Content, StringComparison.Ordinal);
        Assert.Contains("Conectar WhatsApp", page.Content, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Ana &amp; co&lt;/b&gt;", page.Content, StringComparison.Ordinal);
        Assert.Contains("--background:#fafafa", page.Content, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"theme_config":{}}""", true)]
    [InlineData("""{"theme_config":{"primary_color":"#6366f1","primary_foreground_color":"#ffffff"}}""", true)]
    [InlineData("""{"theme_config":{"primary_color":"#6366f1","background_color":"#FFFFFF","text_color":"#0f172a","card_color":"#ffffff"}}""", true)]
    [InlineData("""{"theme_config":{"background_color":"#fff7ed"}}""", false)]
    [InlineData("""{"theme_config":{"background_color":"#fff7ed","card_color":"#ffffff"}}""", false)]
    [InlineData("""{"theme_config":{"text_color":"#123456"}}""", false)]
    [InlineData("""{"theme_config":{"card_color":"#101010"}}""", false)]
    public async Task A_link_that_names_no_ground_follows_the_system_into_the_dark_and_one_that_does_keeps_its_colours(string fields, bool follows)
    {
        await using var lab = await Lab.StartAsync();
        var link = await lab.LinkAsync(await lab.CustomerAsync(), fields);

        var page = await lab.GetAsync(Lab.PageOf(link));

        Assert.Equal(follows, page.Content.Contains("@media (prefers-color-scheme:dark){:root{color-scheme:dark;", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "es-CO,es;q=0.9,en;q=0.8", "es")]
    [InlineData(null, "fr,de", "en")]
    [InlineData("pt", "es", "pt")]
    public async Task Without_a_language_of_the_link_the_browsers_counts_and_English_is_last(string? language, string accepted, string shown)
    {
        await using var lab = await Lab.StartAsync();
        var fields = language is null ? "{}" : $$"""{"language":"{{language}}"}""";
        var link = await lab.LinkAsync(await lab.CustomerAsync(), fields);
        lab.Http.DefaultRequestHeaders.Add("Accept-Language", accepted);

        var page = await lab.GetAsync(Lab.PageOf(link));

        Assert.Contains($"<html lang=\"{shown}\">", page.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_allowed_type_is_chosen_and_the_other_is_not_offered()
    {
        await using var lab = await Lab.StartAsync();
        var link = await lab.LinkAsync(await lab.CustomerAsync(), """{"allowed_connection_types":["dedicated"]}""");

        var page = await lab.GetAsync(Lab.PageOf(link));

        Assert.Contains("id=\"connection_type-dedicated\"", page.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("connection_type-coexistence", page.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choosing_a_seeded_account_connects_it_tells_the_project_and_goes_back()
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync();
        var link = await lab.LinkAsync(customer, Redirects);

        var answer = await lab.SubmitAsync(Lab.PageOf(link), ("action", "connect"), ("connection_type", "coexistence"), ("account", "0"));

        var number = Assert.Single((await lab.GetAsync($"/platform/v1/whatsapp/phone_numbers?customer_id={customer}")).Data)!;
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.StartsWith("https://shop.example/ok?setup_link_id=", answer.Headers["Location"], StringComparison.Ordinal);
        Assert.Equal(("Café Aurora", true), (number["verified_name"]!.ToString(), number["is_coexistence"]!.GetValue<bool>()));
        Assert.Equal("whatsapp.phone_number.created", Assert.Single(lab.Receiver.Waiting()).Event);
    }

    [Fact]
    public async Task A_typed_account_is_connected_and_a_wrong_number_is_asked_for_again()
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync();
        var link = await lab.LinkAsync(customer, Redirects);

        var wrong = await lab.SubmitAsync(Lab.PageOf(link), ("action", "connect"), ("account", "other"), ("phone_number", "hello"));
        var right = await lab.SubmitAsync(
            Lab.PageOf(link),
            ("action", "connect"), ("connection_type", "dedicated"), ("account", "other"), ("phone_number", "+34 600 11 22 33"), ("business_name", "La Tienda"));

        var number = Assert.Single((await lab.GetAsync($"/platform/v1/whatsapp/phone_numbers?customer_id={customer}")).Data)!;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("role=\"alert\"", wrong.Content, StringComparison.Ordinal);
        Assert.Contains("value=\"hello\"", wrong.Content, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, right.Status);
        Assert.Equal(("La Tienda", "34600112233"), (number["verified_name"]!.ToString(), number["display_phone_number_normalized"]!.ToString()));
    }

    [Fact]
    public async Task The_number_that_is_shown_is_the_one_that_is_provisioned()
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync();
        var link = await lab.LinkAsync(customer, """{"provision_phone_number":true,"phone_number_country_isos":["US","CO"]}""");

        var page = await lab.GetAsync(Lab.PageOf(link));
        var done = await lab.SubmitAsync(Lab.PageOf(link), ("action", "connect"), ("country", "CO"));

        var number = Assert.Single((await lab.GetAsync($"/platform/v1/whatsapp/phone_numbers?customer_id={customer}")).Data)!;
        Assert.Contains(WebUtility.HtmlEncode(number["display_phone_number"]!.ToString()).Replace("+", "&#x2B;", StringComparison.Ordinal), page.Content, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.Contains("WhatsApp is connected", done.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Going_wrong_goes_back_with_the_code()
    {
        await using var lab = await Lab.StartAsync();
        var link = await lab.LinkAsync(await lab.CustomerAsync(), Redirects);

        var failed = await lab.SubmitAsync(Lab.PageOf(link), ("action", "fail"), ("error_code", "waba_limit_reached"));

        Assert.Equal(HttpStatusCode.SeeOther, failed.Status);
        Assert.Equal($"https://shop.example/no?setup_link_id={link.Text("data.id")}&error_code=waba_limit_reached", failed.Headers["Location"]);
    }

    [Fact]
    public async Task Leaving_changes_nothing_and_tells_nobody()
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync();
        var link = await lab.LinkAsync(customer, Redirects);

        var left = await lab.SubmitAsync(Lab.PageOf(link), ("action", "abandon"));

        var after = (await lab.GetAsync($"/platform/v1/customers/{customer}/setup_links")).Data[0]!;
        Assert.Equal(HttpStatusCode.OK, left.Status);
        Assert.Equal(("active", "pending"), (after["status"]!.ToString(), after["whatsapp_setup_status"]!.ToString()));
        Assert.Empty(lab.Receiver.Waiting());
    }

    [Fact]
    public async Task A_reconnect_is_locked_to_its_number_and_another_choice_fails()
    {
        await using var lab = await Lab.StartAsync();
        var (customer, _) = await lab.ConnectAsync("""{"displayPhoneNumber":"+34 600 11 22 33"}""");
        var link = await lab.LinkAsync(customer, """{"reconnect_phone_number":"34600112233","failure_redirect_url":"https://shop.example/no"}""");

        var page = await lab.GetAsync(Lab.PageOf(link));
        var other = await lab.SubmitAsync(Lab.PageOf(link), ("action", "connect"), ("reconnect", "different"));
        var same = await lab.SubmitAsync(Lab.PageOf(link), ("action", "connect"), ("reconnect", "same"));

        Assert.DoesNotContain("name=\"account\"", page.Content, StringComparison.Ordinal);
        Assert.EndsWith("error_code=phone_verification_failed", other.Headers["Location"], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, same.Status);
    }

    [Fact]
    public async Task An_expired_link_and_a_used_one_say_so_and_offer_the_way_back_with_their_code()
    {
        await using var lab = await Lab.StartAsync();
        var used = await lab.LinkAsync(await lab.CustomerAsync(), Redirects);
        await lab.PostAsync($"/_emulator/setup-links/{used.Text("data.id")}/complete");
        var expired = await lab.LinkAsync(await lab.CustomerAsync(), Redirects);
        await lab.PostAsync("/_emulator/clock", """{"advance":"31.00:00:00"}""");

        var (usedPage, expiredPage) = (await lab.GetAsync(Lab.PageOf(used)), await lab.GetAsync(Lab.PageOf(expired)));

        Assert.Contains("This link was already used", usedPage.Content, StringComparison.Ordinal);
        Assert.Contains("error_code=already_used", usedPage.Content, StringComparison.Ordinal);
        Assert.Contains("This link has expired", expiredPage.Content, StringComparison.Ordinal);
        Assert.Contains("error_code=link_expired", expiredPage.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_link_says_so_and_takes_nobody()
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync();
        var old = await lab.LinkAsync(customer, Redirects);
        await lab.LinkAsync(customer);

        var page = await lab.GetAsync(Lab.PageOf(old));
        await lab.SubmitAsync(Lab.PageOf(old), ("action", "connect"), ("account", "0"));

        Assert.Contains("This link is no longer valid", page.Content, StringComparison.Ordinal);
        Assert.Empty((await lab.GetAsync($"/platform/v1/whatsapp/phone_numbers?customer_id={customer}")).Data);
    }

    [Fact]
    public async Task A_link_that_nobody_made_is_404()
    {
        await using var lab = await Lab.StartAsync();

        var page = await lab.GetAsync("/whatsapp/setup/nothing");

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
    }
}
