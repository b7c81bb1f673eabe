using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.SetupPage;

public class SetupFieldTests
{
    [Theory]
    [InlineData("""{}""", "phone_number", "Phone number", "account=other", "Type the number with its country code.")]
    [InlineData("""{}""", "phone_number", "Phone number", "account=other&phone_number=hello", "This is not a phone number.")]
    [InlineData("""{}""", "account", "Account", "account=17", "Choose one of the options.")]
    [InlineData("""{"allowed_connection_types":["dedicated"]}""", "connection_type", "Connection type", "account=0&connection_type=coexistence", "Choose one of the options.")]
    [InlineData("""{"provision_phone_number":true}""", "country", "New number", "country=CO", "Choose one of the options.")]
    [InlineData("""{}""", "error_code", "What goes wrong?", "action=fail&error_code=made_up", "Choose one of the options.")]
    public async Task A_wrong_field_is_named_led_to_and_explained_and_nothing_is_connected(
        string fields, string field, string label, string filled, string message)
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync();
        var link = await lab.LinkAsync(customer, fields);

        var page = await lab.SubmitAsync(Lab.PageOf(link), filled);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains($"<a href=\"#{field}\">{label}</a>: {message}", page.Content, StringComparison.Ordinal);
        Assert.Contains($"id=\"{field}-error\">{message}", page.Content, StringComparison.Ordinal);
        Assert.Contains($"id=\"{field}\"", page.Content, StringComparison.Ordinal);
        Assert.Empty((await lab.GetAsync($"/platform/v1/whatsapp/phone_numbers?customer_id={customer}")).Data);
    }

    [Fact]
    public async Task What_was_filled_in_is_still_there_beside_the_error()
    {
        await using var lab = await Lab.StartAsync();
        var link = await lab.LinkAsync(await lab.CustomerAsync());

        var page = await lab.SubmitAsync(Lab.PageOf(link), "connection_type=dedicated&account=other&phone_number=12&business_name=La+%3Cb%3ETienda");

        Assert.Contains("value=\"12\" aria-describedby=\"phone_number-error phone_number-hint\" aria-invalid=\"true\"", page.Content, StringComparison.Ordinal);
        Assert.Contains("value=\"La &lt;b&gt;Tienda\"", page.Content, StringComparison.Ordinal);
        Assert.Contains("value=\"dedicated\" aria-describedby=\"connection_type-dedicated-hint\" checked", page.Content, StringComparison.Ordinal);
        Assert.Contains("value=\"other\" aria-describedby=\"account-other-hint\" checked", page.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_failed_attempt_the_same_link_says_so_and_can_be_tried_again()
    {
        await using var lab = await Lab.StartAsync();
        var link = await lab.LinkAsync(await lab.CustomerAsync());

        var failed = await lab.SubmitAsync(Lab.PageOf(link), "action=fail&error_code=facebook_auth_failed");
        var page = await lab.GetAsync(Lab.PageOf(link));
        var done = await lab.SubmitAsync(Lab.PageOf(link), "account=0");

        Assert.Contains("The Facebook login is cancelled or refused", failed.Content, StringComparison.Ordinal);
        Assert.Contains("The last attempt did not work.", page.Content, StringComparison.Ordinal);
        Assert.Contains("WhatsApp is connected", done.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_number_can_be_provisioned_the_page_says_so_and_offers_no_button()
    {
        await using var lab = await Lab.StartAsync();
        var link = await lab.LinkAsync(await lab.CustomerAsync(), """{"provision_phone_number":true,"phone_number_country_isos":["ZZ"]}""");

        var page = await lab.GetAsync(Lab.PageOf(link));

        Assert.Contains("No number can be provisioned there.", page.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"connect\"", page.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_of_the_twelve_colours_reaches_the_page()
    {
        await using var lab = await Lab.StartAsync();
        var link = await lab.LinkAsync(await lab.CustomerAsync(), """
            {"theme_config":{"primary_color":"#000001","primary_foreground_color":"#fffff1","background_color":"#fffff2","text_color":"#000002",
            "muted_text_color":"#000003","card_color":"#fffff3","muted_color":"#fffff4","border_color":"#000004","secondary_color":"#fffff5",
            "secondary_foreground_color":"#000005","destructive_color":"#000006","destructive_foreground_color":"#fffff6"}}
            """);

        var page = await lab.GetAsync(Lab.PageOf(link));

        foreach (var colour in Enumerable.Range(1, 6).SelectMany(i => new[] { $"#00000{i}", $"#fffff{i}" }))
            Assert.Contains($":{colour};", page.Content, StringComparison.Ordinal);
    }
}
