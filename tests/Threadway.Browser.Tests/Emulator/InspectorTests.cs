using Microsoft.Playwright;
using Threadway.Browser.Tests.Support;
using Threadway.Kapso.Emulator;
using static Microsoft.Playwright.Assertions;

namespace Threadway.Browser.Tests.Emulator;

public sealed class InspectorTests(Chromium chromium, SharedApp shared) : BrowserTest(chromium, shared)
{
    [Fact]
    public async Task Requests_and_messages_appear_while_somebody_looks_and_what_is_open_stays_open()
    {
        await using var kapso = new EmulatorControl(await KapsoEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken));
        var page = await OpenElsewhereAsync();
        await kapso.CreateCustomerAsync("Corner shop");
        await page.GotoAsync(kapso.Address.AbsoluteUri);
        await page.EvaluateAsync("window.stayed = true");
        var first = page.Locator("#requests details").First;
        await first.Locator("summary").ClickAsync();
        await Expect(first).ToContainTextAsync("Corner shop");

        await kapso.CreateCustomerAsync("Bakery");
        await kapso.WriteFromPhoneAsync("+573001234567", KapsoEmulator.OperatorPhoneNumberId, "Good morning");

        await Expect(page.Locator("#customers")).ToContainTextAsync("Bakery");
        await Expect(page.Locator("#messages")).ToContainTextAsync("Good morning");
        await Expect(page.Locator("#requests details")).ToHaveCountAsync(2);
        await Expect(page.Locator("#requests details[open]")).ToContainTextAsync("Corner shop");
        Assert.True(await page.EvaluateAsync<bool>("window.stayed"));
        await page.AssertAccessibleAsync();
        await page.AssertReadableInTheDarkAsync();
        await page.SetViewportSizeAsync(Look.Phone.Width, Look.Phone.Height);
        await page.AssertFitsAsync();
        await page.CloseAsync();
    }

    [Fact]
    public async Task On_a_phones_width_what_matters_comes_first_and_long_lists_unfold_when_somebody_asks()
    {
        await using var kapso = new EmulatorControl(await KapsoEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken));
        for (var customer = 0; customer < 8; customer++) await kapso.CreateCustomerAsync($"Shop {customer}");
        var page = await OpenElsewhereAsync();
        await page.SetViewportSizeAsync(Look.Phone.Width, Look.Phone.Height);
        await page.GotoAsync(kapso.Address.AbsoluteUri);
        var requests = page.Locator("#requests details");

        await Expect(requests.Filter(new() { Visible = true })).ToHaveCountAsync(5);
        Assert.True(await TopAsync(page, "#numbers") < await TopAsync(page, "#messages"));
        Assert.True(await TopAsync(page, "#messages") < await TopAsync(page, "#requests"));
        await page.GetByLabel("Show more of Requests").CheckAsync();
        await Expect(requests.Filter(new() { Visible = true })).ToHaveCountAsync(8);
        await page.AssertFitsAsync();
        await page.CloseAsync();
    }

    private static Task<double> TopAsync(IPage page, string panel) => page.EvaluateAsync<double>($"document.querySelector('{panel}').getBoundingClientRect().top");

    [Fact]
    public async Task A_delivery_is_sent_again_from_the_log_by_keyboard()
    {
        var options = new KapsoEmulatorOptions { WebhookUrl = new(App.Address, "/api/webhooks/kapso"), WebhookSecret = ThreadwayApp.WebhookSecret };
        await using var kapso = new EmulatorControl(await KapsoEmulator.StartAsync(options, TestContext.Current.CancellationToken));
        var page = await OpenElsewhereAsync();
        await kapso.RevokeAsync(KapsoEmulator.OperatorPhoneNumberId);
        await page.GotoAsync(new Uri(kapso.Address, "/deliveries").AbsoluteUri);
        var row = page.Locator("#deliveries details").First;

        await row.Locator("summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(row.GetByText("X-Webhook-Signature")).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Send again" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(row.Locator(".attempts li")).ToHaveCountAsync(2);
        await Expect(row.Locator("summary")).ToContainTextAsync("2 attempts");
        await Expect(row.GetByText("sent again")).ToBeVisibleAsync();
        await Expect(row.GetByRole(AriaRole.Button, new() { Name = "Send again" })).ToBeFocusedAsync();
        await page.EvaluateAsync("load(document.querySelector('#deliveries details'))"); // as when the change is seen late
        await Expect(row.GetByRole(AriaRole.Button, new() { Name = "Send again" })).ToBeFocusedAsync();
        Assert.Equal(2, (await kapso.DeliveriesAsync()).Count);
        await page.CloseAsync();
    }
}
