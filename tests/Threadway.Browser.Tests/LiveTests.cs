using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Threadway.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Threadway.Browser.Tests;

public sealed class LiveTests(Chromium chromium, SharedApp shared) : BrowserTest(chromium, shared)
{
    // Notes in the page itself when it first shows the number: asking from outside would measure the asking.
    private const string WatchForTheNumber = """
        () => {
          window.stayed = true;
          const look = () => { if (!window.shownAt && document.querySelector("article h2 a")) window.shownAt = Date.now(); };
          new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
        }
        """;

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    public async Task With_the_dashboard_open_a_setup_finished_elsewhere_shows_without_a_reload(string webhook)
    {
        var visitor = await VisitSignedInAsync();
        var (page, words) = (visitor.Page, visitor.Words);
        var link = await visitor.Person.CreateLinkAsync();
        await visitor.OpenDashboardAsync();
        await Expect(visitor.Heading(words["Setup.Unfinished.Title"])).ToBeVisibleAsync();
        await page.EvaluateAsync(WatchForTheNumber);

        await visitor.App.Kapso.CompleteAsync(link.Id, "dedicated", webhook);
        var answered = TimeProvider.System.GetUtcNow();

        var card = page.GetByRole(AriaRole.Article);
        await Expect(card).ToContainTextAsync(words["Type.dedicated"]);
        await Expect(card).ToContainTextAsync(words["Light.Linked.Word"]);
        await Expect(visitor.Heading(words["Setup.Unfinished.Title"])).ToHaveCountAsync(0);
        Assert.True(await page.EvaluateAsync<bool>("window.stayed"));
        var shown = DateTimeOffset.FromUnixTimeMilliseconds(await page.EvaluateAsync<long>("window.shownAt"));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"Webhook {webhook} the answer: shown {(shown - answered).TotalMilliseconds:0} ms after the completion was answered.");
    }

    [Fact]
    public async Task The_page_that_says_almost_there_turns_into_connected_by_itself()
    {
        var visitor = await VisitSignedInAsync();
        var (page, words) = (visitor.Page, visitor.Words);
        var link = await visitor.Person.CreateLinkAsync();
        await visitor.OpenAsync($"/whatsapp/connected?link={link.Id}");
        await Expect(visitor.Heading(words["Connected.AlmostTitle"])).ToBeVisibleAsync();
        await page.EvaluateAsync("window.stayed = true");

        await visitor.App.Kapso.CompleteAsync(link.Id, "coexistence");

        await Expect(visitor.Heading(words["Connected.Title"])).ToBeVisibleAsync();
        await Expect(page).ToHaveTitleAsync($"{words["Connected.Title"]} · Threadway");
        Assert.True(await page.EvaluateAsync<bool>("window.stayed"));
    }

    [Fact]
    public async Task Access_that_is_taken_away_at_Meta_shows_on_the_open_dashboard()
    {
        var visitor = await VisitSignedInAsync();
        var number = await visitor.Person.ConnectAsync();
        await visitor.OpenDashboardAsync();
        await Expect(visitor.Button(visitor.Words["Action.Reconnect"])).ToHaveCountAsync(0);

        await visitor.App.Kapso.RevokeAsync(number);

        await Expect(visitor.Button(visitor.Words["Action.Reconnect"])).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Where_nobody_is_signed_in_the_pages_after_the_setup_show_nothing_private()
    {
        var visitor = await VisitSignedInAsync();
        var link = await visitor.Person.CreateLinkAsync();
        var completed = await visitor.App.Kapso.CompleteAsync(link.Id, "dedicated", more: new { displayPhoneNumber = "+573009998877", verifiedName = "Panadería Secreta" });
        await visitor.OpenNumberAsync(completed.PhoneNumberId);
        await Expect(visitor.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("Panadería Secreta");
        var elsewhere = await OpenElsewhereAsync();

        string[] addresses =
        [
            completed.RedirectUrl.AbsoluteUri,
            $"/whatsapp/connected?link={link.Id}&number={completed.PhoneNumberId}",
            $"/whatsapp/failed?link={link.Id}&code=phone_verification_failed",
        ];
        foreach (var address in addresses)
        {
            await elsewhere.GotoAsync(address);
            await Expect(elsewhere.GetByRole(AriaRole.Heading, new() { Name = visitor.Words["Return.Title"] })).ToBeVisibleAsync();
            var (markup, shown) = (await elsewhere.ContentAsync(), await elsewhere.Locator("body").InnerTextAsync());
            Assert.DoesNotContain("Secreta", markup, StringComparison.Ordinal);
            Assert.DoesNotContain("573009998877", Visitor.Digits(shown), StringComparison.Ordinal);
            Assert.DoesNotContain(visitor.Words["Failure.phone_verification_failed.Title"], markup, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Enter")]
    [InlineData("mouse")]
    public async Task A_press_that_the_page_comes_alive_in_the_middle_of_still_arrives(string with)
    {
        var visitor = await VisitSignedInAsync();
        var (page, alive) = (visitor.Page, new TaskCompletionSource());
        await page.RouteAsync("**/_blazor/negotiate*", async route =>
        {
            await alive.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync("/whatsapp/failed?code=facebook_auth_failed");
        var link = visitor.Link(visitor.Words["Action.ToNumbers"]);

        await link.HoverAsync();
        await link.FocusAsync();
        if (with == "mouse") await page.Mouse.DownAsync();
        alive.SetResult();
        await visitor.ListensAsync();
        // Drawn anew, and the focus put back: a moment after the page listens, for it reads its rows first.
        await Expect(link).ToBeFocusedAsync();
        if (with == "mouse") await page.Mouse.UpAsync();
        else await page.Keyboard.PressAsync(with);

        await Expect(page).ToHaveURLAsync(new Regex("/dashboard$"));
    }
}
