using Microsoft.Playwright;
using Threadway.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Threadway.Browser.Tests;

public sealed class ConnectDialogTests(Chromium chromium, SharedApp shared) : BrowserTest(chromium, shared)
{
    [Fact]
    public async Task Each_step_says_which_it_is_and_its_heading_takes_the_focus()
    {
        var visitor = await VisitSignedInAsync();
        var words = visitor.Words;
        await visitor.OpenConnectDialogAsync();
        await Expect(visitor.Says(words["Step.Of", 1, 3, words["Step.Choose"]])).ToBeVisibleAsync();

        await visitor.Button(words["Action.Continue"]).ClickAsync();
        await Expect(visitor.Says(words["Step.Of", 2, 3, words["Step.Prepare"]])).ToBeVisibleAsync();
        await Expect(visitor.Heading(words["Check.Title"])).ToBeFocusedAsync();
        await visitor.Button(words["Action.Back"]).ClickAsync();

        await Expect(visitor.Says(words["Step.Of", 1, 3, words["Step.Choose"]])).ToBeVisibleAsync();
        await Expect(visitor.Heading(words["Connect.What"])).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Escape_closes_the_dialog_at_each_step_and_gives_the_focus_back(bool continued)
    {
        var visitor = await VisitSignedInAsync();
        var words = visitor.Words;
        await visitor.OpenConnectDialogAsync();
        if (continued)
        {
            await visitor.Button(words["Action.Continue"]).ClickAsync();
            await Expect(visitor.Heading(words["Check.Title"])).ToBeVisibleAsync();
        }

        await visitor.Page.Keyboard.PressAsync("Escape");

        await Expect(visitor.Dialog).ToHaveCountAsync(0);
        await Expect(visitor.Button(words["Action.Connect"])).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Whoever_is_faster_than_the_server_gets_the_focus_back_too()
    {
        var visitor = await VisitSignedInAsync();
        var words = visitor.Words;
        await visitor.OpenDashboardAsync();
        // In the page itself: a press from outside would wait for the server.
        await visitor.Page.EvaluateAsync("""
            name => new MutationObserver((_, observer) => {
              const button = [...document.querySelectorAll(".mud-dialog button")].find(other => other.textContent.trim() === name);
              if (button) { observer.disconnect(); button.focus(); button.click(); }
            }).observe(document.body, { childList: true, subtree: true })
            """, words["Action.Continue"]);

        await visitor.Button(words["Action.Connect"]).ClickAsync();
        await Expect(visitor.Heading(words["Check.Title"])).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");

        await Expect(visitor.Dialog).ToHaveCountAsync(0);
        await Expect(visitor.Button(words["Action.Connect"])).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_dialog_can_be_left_at_each_step_by_the_button_in_its_corner()
    {
        var visitor = await VisitSignedInAsync();
        await visitor.OpenChecklistAsync();

        await visitor.Button(visitor.Words["Dialog.Close"]).ClickAsync();

        await Expect(visitor.Dialog).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Escape_works_on_after_Kapso_refused_and_does_nothing_while_it_is_asked()
    {
        var app = await StartAppAsync();
        var visitor = await VisitSignedInAsync(app);
        var words = visitor.Words;
        await visitor.OpenChecklistAsync();
        await app.Kapso.FailNextAsync(new { method = "POST", route = "/platform/v1/customers/*/setup_links", times = 1, status = 422, delayMs = 1500 });

        await visitor.Button(words["Connect.Leave"]).ClickAsync();
        await Expect(visitor.Heading(words["Check.Title"])).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Says(words["Refused.kapso_setup_link_creation_failed.Title"])).ToBeVisibleAsync();
        await Expect(visitor.Heading(words["Connect.Title"])).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");

        await Expect(visitor.Dialog).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_new_number_is_for_the_API_alone_and_asks_for_no_phone()
    {
        var visitor = await VisitSignedInAsync();
        var words = visitor.Words;
        await visitor.OpenConnectDialogAsync();

        await visitor.Choice(words["Connect.New"]).CheckAsync();
        foreach (var way in (string[])["Connect.Later", "Connect.Coexistence", "Connect.Dedicated"])
            await Expect(visitor.Choice(words[way])).ToHaveCountAsync(0);
        await visitor.Button(words["Action.Continue"]).ClickAsync();
        await Expect(visitor.Says(words["Check.NewNumber"])).ToBeVisibleAsync();
        foreach (var other in (string[])["Check.PhoneAtHand", "Check.AppStays", "Check.NotElsewhere", "Check.Verification"])
            await Expect(visitor.Says(words[other])).ToHaveCountAsync(0);
        var hosted = await visitor.LeaveAsync();

        await Expect(hosted.Types).ToHaveCountAsync(1);
        Assert.Equal("dedicated", await hosted.Types.InputValueAsync());
    }

    [Fact]
    public async Task A_way_that_was_chosen_before_does_not_stay_with_a_new_number()
    {
        var visitor = await VisitSignedInAsync();
        var words = visitor.Words;
        await visitor.OpenConnectDialogAsync();
        await visitor.Choice(words["Connect.Coexistence"]).CheckAsync();

        await visitor.Choice(words["Connect.New"]).CheckAsync();
        await Expect(visitor.Heading(words["Connect.How"])).ToHaveCountAsync(0);
        await visitor.Button(words["Action.Continue"]).ClickAsync();
        var hosted = await visitor.LeaveAsync();

        Assert.Equal("dedicated", await hosted.Types.InputValueAsync());
    }

    [Fact]
    public async Task What_one_gives_up_is_marked_by_another_word_and_another_icon_than_what_one_keeps()
    {
        var visitor = await VisitSignedInAsync();
        var words = visitor.Words;
        await visitor.OpenChecklistAsync();

        var (keeps, gives) = (Item("Check.AppStays"), Item("Check.AppStops"));
        await Expect(keeps).ToContainTextAsync(words["Mark.Keep"]);
        await Expect(gives).ToContainTextAsync(words["Mark.Lose"]);
        await Expect(Item("Check.PhoneChanges")).ToContainTextAsync(words["Mark.Lose"]);
        await Expect(Item("Check.Countries")).ToContainTextAsync(words["Mark.Know"]);
        Assert.NotEqual(await IconAsync(keeps), await IconAsync(gives));
        Assert.NotEqual(await IconAsync(keeps), await IconAsync(Item("Check.Countries")));

        ILocator Item(string text) => visitor.Dialog.GetByRole(AriaRole.Listitem).Filter(new() { HasText = words[text] });
        static Task<string> IconAsync(ILocator item) => item.Locator("svg").InnerHTMLAsync();
    }

    [Fact]
    public async Task A_list_that_goes_on_below_fades_out_and_at_its_end_nothing_does()
    {
        var visitor = await VisitSignedInAsync(look: Look.Phone);
        await visitor.OpenChecklistAsync();
        var content = visitor.Page.Locator(".mud-dialog-content");

        // The last line under the fade while there is more; clear of it once the end is reached.
        Assert.True(await content.EvaluateAsync<bool>("list => list.scrollHeight > list.clientHeight"), "The list is not cut off: nothing to prove.");
        Assert.True(await content.EvaluateAsync<bool>("list => { const fade = getComputedStyle(list, '::after'); return fade.position === 'sticky' && fade.backgroundImage.includes('gradient'); }"));
        await content.EvaluateAsync("list => list.scrollTo(0, list.scrollHeight)");

        var hidden = await content.EvaluateAsync<double>("""
            list => {
              const fade = list.getBoundingClientRect().bottom - parseFloat(getComputedStyle(list, '::after').height);
              return [...list.querySelectorAll('li')].at(-1).getBoundingClientRect().bottom - fade;
            }
            """);
        Assert.True(hidden <= 0, $"{hidden} pixels of the last line lie under the fade.");
    }

    [Theory]
    [InlineData("coexistence", "Check.PhoneAtHand")]
    [InlineData("dedicated", "Check.Verification")]
    public async Task Where_one_way_alone_is_offered_nobody_is_asked_which(string offered, string needed)
    {
        var app = await StartAppAsync(("Kapso:SetupLinks:ConnectionTypes:0", offered));
        var visitor = await VisitSignedInAsync(app);
        var words = visitor.Words;
        await visitor.OpenConnectDialogAsync();

        await Expect(visitor.Heading(words["Connect.How"])).ToHaveCountAsync(0);
        await Expect(visitor.Choice(words["Connect.New"])).ToHaveCountAsync(offered == "dedicated" ? 1 : 0);
        await visitor.Button(words["Action.Continue"]).ClickAsync();

        await Expect(visitor.Says(words[needed])).ToBeVisibleAsync();
    }
}
