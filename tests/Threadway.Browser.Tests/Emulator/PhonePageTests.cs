using Microsoft.Playwright;
using Threadway.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Threadway.Browser.Tests.Emulator;

public sealed class PhonePageTests(Chromium chromium, SharedApp shared, SharedKapso kapso) : BrowserTest(chromium, shared)
{
    private const string Question = """
        {"type":"interactive","interactive":{"type":"button","body":{"text":"Sliced?"},"action":{"buttons":[{"type":"reply","reply":{"id":"yes","title":"Yes, please"}}]}}}
        """;

    private const string List = """
        {"type":"interactive","interactive":{"type":"list","body":{"text":"When?"},"action":{"button":"Choose a time","sections":[{"title":"Morning","rows":[{"id":"10","title":"Ten","description":"Fresh"}]}]}}}
        """;

    [Fact]
    public async Task A_person_presses_reacts_and_replies_without_leaving_the_page_and_loses_no_draft_to_what_comes()
    {
        var (person, number, page) = await ChatAsync();
        await kapso.SendAsync(number, person, Question);

        await page.GetByRole(AriaRole.Button, new() { Name = "Yes, please" }).ClickAsync();
        await Expect(Mine(page, "Yes, please")).ToBeVisibleAsync();

        var question = page.Locator(".theirs").Filter(new() { HasText = "Sliced?" });
        await question.GetByLabel("React", new() { Exact = true }).FocusAsync();
        foreach (var key in (string[])["Enter", "Tab", "Tab", "Enter"]) await page.Keyboard.PressAsync(key);
        await Expect(question.Locator(".reactions")).ToHaveTextAsync("👍");

        await question.GetByLabel("Reply").ClickAsync();
        await Expect(page.Locator("#reply")).ToContainTextAsync("Sliced?");
        await Expect(page.Locator("#text")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Thick slices");
        await kapso.SendAsync(number, person, """{"type":"text","text":{"body":"It is warm"}}""");
        await Expect(page.Locator(".theirs").Filter(new() { HasText = "It is warm" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(Mine(page, "Thick slices").Locator("blockquote")).ToHaveTextAsync("Sliced?");
        await Expect(page.Locator("#text")).ToHaveValueAsync("");

        var history = await kapso.HistoryAsync(number);
        Assert.Equal(["text", "text", "reaction", "interactive", "interactive", "text"], history.Select(one => one!["type"]!.ToString()));
        Assert.NotNull(history[0]!["context"]!["id"]);
    }

    [Fact]
    public async Task A_person_stops_marketing_and_wants_it_again_without_leaving_the_page()
    {
        var (_, _, page) = await ChatAsync();
        await page.EvaluateAsync("window.stayed = true");

        await page.GetByRole(AriaRole.Button, new() { Name = "Stop marketing" }).ClickAsync();
        var resume = page.GetByRole(AriaRole.Button, new() { Name = "Resume marketing" });
        await Expect(resume).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Stop marketing" })).ToBeFocusedAsync();
        Assert.True(await page.EvaluateAsync<bool>("window.stayed"));
    }

    [Fact]
    public async Task The_owner_writes_from_the_phone_app_and_the_person_sees_it_come()
    {
        var owner = kapso.NewPerson();
        var (_, number, page) = await ChatAsync(owner);
        var app = await OpenAsync(kapso.Address, Look.Desk);
        await app.GotoAsync($"/phones/+{owner}");

        await app.Locator("#text").FillAsync("Luis here, from the counter");
        await app.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();

        await Expect(Mine(app, "Luis here, from the counter")).ToBeVisibleAsync();
        await Expect(page.Locator(".theirs").Filter(new() { HasText = "Luis here" })).ToBeVisibleAsync();
        Assert.Equal("business_app", (await kapso.HistoryAsync(number))[0]!["kapso"]!["origin"]!.ToString());
        await app.AssertAccessibleAsync();
    }

    [Fact]
    public async Task The_phone_has_no_serious_finding_of_axe_light_and_dark_with_all_of_it_open_and_fits_a_phones_width()
    {
        var (person, number, page) = await ChatAsync();
        await kapso.SendAsync(number, person, Question);
        await kapso.SendAsync(number, person, List);
        await kapso.SendAsync(number, person, """{"type":"location","location":{"latitude":4.6,"longitude":-74.1,"name":"Café Aurora"}}""");
        await page.GetByText("Choose a time").ClickAsync();
        var place = page.Locator(".theirs").Filter(new() { HasText = "4.6, -74.1" });
        await place.HoverAsync();
        await place.GetByLabel("React", new() { Exact = true }).ClickAsync();
        await place.GetByLabel("Reply").ClickAsync();
        await Expect(page.Locator("#reply")).ToContainTextAsync("Café Aurora");

        await page.AssertAccessibleAsync();
        await page.AssertReadableInTheDarkAsync();
        await page.SetViewportSizeAsync(Look.Phone.Width, Look.Phone.Height);
        await page.GetByLabel("Attach").ClickAsync();
        await page.AssertFitsAsync();
    }

    /// <summary>Somebody who wrote to a new number, so that it may answer, with the phone's page open.</summary>
    private async Task<(string Person, string Number, IPage Page)> ChatAsync(string? business = null)
    {
        var person = kapso.NewPerson();
        var number = await kapso.ConnectAsync(business ?? kapso.NewPerson());
        await kapso.WriteAsync(person, number, "Hello");
        var page = await OpenAsync(kapso.Address, Look.Desk);
        await page.GotoAsync($"/phones/+{person}");
        return (person, number, page);
    }

    private static ILocator Mine(IPage page, string text) => page.Locator(".mine").Filter(new() { HasText = text });
}
