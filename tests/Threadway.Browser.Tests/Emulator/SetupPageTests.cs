using Microsoft.Playwright;
using Threadway.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Threadway.Browser.Tests.Emulator;

public sealed class SetupPageTests(Chromium chromium, SharedApp shared, SharedKapso kapso) : BrowserTest(chromium, shared)
{
    private const string Dark = """
        {"theme_config":{"background_color":"#0b1220","card_color":"#111a2e","text_color":"#e6edf7","muted_text_color":"#93a4bf","border_color":"#26344f",
        "muted_color":"#1a2540","primary_color":"#7c5cff","secondary_color":"#22304d","secondary_foreground_color":"#e6edf7","destructive_color":"#ff6b6b",
        "destructive_foreground_color":"#1a0505"}}
        """;

    [Theory]
    [InlineData("en", "")]
    [InlineData("es", "")]
    [InlineData("pt", "")]
    [InlineData("hi", "")]
    [InlineData("id", "")]
    [InlineData("ar", "rtl")]
    public async Task In_every_language_all_of_the_page_fits_a_phone_and_axe_finds_nothing_serious(string language, string direction)
    {
        var page = await OpenAsync(kapso.Address, Look.Phone);
        await page.GotoAsync((await kapso.SetupPageAsync($$"""{"language":"{{language}}"}""")).AbsoluteUri);

        await page.Locator("#account-other").CheckAsync();
        await page.Locator("summary").ClickAsync();

        await page.AssertAccessibleAsync();
        Assert.Equal(direction, await page.EvaluateAsync<string>("document.documentElement.dir"));
        await page.AssertFitsAsync();
    }

    [Fact]
    public async Task Without_a_theme_the_page_is_as_dark_as_the_system_and_reads_well_with_all_of_it_open()
    {
        Allow("422 (Unprocessable Entity)");
        var page = await OpenAsync(kapso.Address, Look.Phone with { Dark = true });
        await page.GotoAsync((await kapso.SetupPageAsync("{}")).AbsoluteUri);
        var hosted = new HostedPage(page);

        await hosted.TypeNumberAsync("hello");
        await hosted.ConnectAsync();
        await page.Locator("summary").ClickAsync();

        Assert.Equal("rgb(20, 29, 48)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        await page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task A_dark_theme_reads_well_also_where_a_field_is_wrong_and_the_error_leads_to_the_field()
    {
        Allow("422 (Unprocessable Entity)");
        var page = await OpenAsync(kapso.Address, Look.Phone);
        await page.GotoAsync((await kapso.SetupPageAsync(Dark)).AbsoluteUri);
        var hosted = new HostedPage(page);

        await hosted.TypeNumberAsync("hello");
        await hosted.ConnectAsync();
        await page.Locator("summary").ClickAsync();
        await page.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link, new() { Name = "Phone number" }).ClickAsync();

        await Expect(page.GetByLabel("Phone number", new() { Exact = true })).ToBeFocusedAsync();
        await page.AssertFitsAsync();
    }

    [Fact]
    public async Task The_setup_is_finished_by_keyboard_alone()
    {
        var digits = kapso.NewPerson();
        var page = await OpenAsync(kapso.Address, Look.Desk);
        await page.GotoAsync((await kapso.SetupPageAsync("{}")).AbsoluteUri);
        var keys = page.Keyboard;

        // To the second of the types, to the last of the accounts, and through its two fields.
        foreach (var key in (string[])["Tab", "ArrowDown", "Tab", "ArrowUp", "Tab"]) await keys.PressAsync(key);
        await keys.TypeAsync("+" + digits);
        await keys.PressAsync("Tab");
        await keys.TypeAsync("Keys and Co");
        await keys.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "WhatsApp is connected" })).ToBeVisibleAsync();
        var number = await kapso.NumberAsync(digits);
        Assert.Equal(("Keys and Co", false), (number["verified_name"]!.ToString(), number["is_coexistence"]!.GetValue<bool>()));
    }
}
