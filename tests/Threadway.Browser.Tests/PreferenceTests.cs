using Microsoft.Playwright;
using Threadway.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Threadway.Browser.Tests;

public sealed class PreferenceTests(Chromium chromium, SharedApp shared) : BrowserTest(chromium, shared)
{
    [Fact]
    public async Task Spanish_is_one_press_away_stays_on_the_live_pages_and_English_is_as_near()
    {
        var visitor = await VisitAsync();
        var (english, spanish) = (Words.English, Words.Spanish);
        await visitor.Page.GotoAsync("/sign-in");

        await ChooseAsync(visitor, english["Language.Label"], "Español");
        await Expect(visitor.Heading(spanish["SignIn.Title"])).ToBeVisibleAsync();
        await visitor.SignInAsync();
        await visitor.OpenAsync("/dashboard");
        await Expect(visitor.Heading(spanish["Dashboard.Title"])).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", "es");
        await visitor.Button(spanish["Action.Connect"]).ClickAsync();
        await Expect(visitor.Heading(spanish["Connect.Title"])).ToBeVisibleAsync();
        await visitor.Button(spanish["Action.Cancel"]).ClickAsync();
        await ChooseAsync(visitor, spanish["Language.Label"], "English");

        await Expect(visitor.Heading(english["Dashboard.Title"])).ToBeVisibleAsync();
        await visitor.ListensAsync();
        await visitor.Button(english["Action.Connect"]).ClickAsync();
        await Expect(visitor.Heading(english["Connect.Title"])).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_reads_Spanish_in_their_browser_is_met_in_Spanish()
    {
        var visitor = await VisitAsync(look: Look.Desk with { Language = "es" });

        await visitor.Page.GotoAsync("/");

        await Expect(visitor.Heading(Words.Spanish["SignIn.Title"])).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Dark_mode_is_drawn_at_once_and_survives_a_reload()
    {
        var visitor = await VisitSignedInAsync();
        await visitor.OpenDashboardAsync();
        var light = await BackgroundAsync(visitor);

        await ChooseAsync(visitor, visitor.Words["Theme.Label"], visitor.Words["Theme.dark"]);
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Expect(visitor.Page.Locator("body")).Not.ToHaveCSSAsync("background-color", light);
        var dark = await BackgroundAsync(visitor);
        await visitor.Page.ReloadAsync();
        await visitor.ListensAsync();

        Assert.Equal(dark, await BackgroundAsync(visitor));
    }

    private static async Task ChooseAsync(Visitor visitor, string menu, string option)
    {
        await visitor.Page.GetByRole(AriaRole.Navigation).GetByTitle(menu).ClickAsync();
        await visitor.Button(option).ClickAsync();
    }

    private static Task<string> BackgroundAsync(Visitor visitor) =>
        visitor.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
