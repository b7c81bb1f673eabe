using Microsoft.Playwright;
using Threadway.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Threadway.Browser.Tests;

/// <summary>Kapso takes its time: a person sees that something goes on as soon as that can be noticed, and not before.</summary>
public sealed class WaitingTests(Chromium chromium, SharedApp shared) : BrowserTest(chromium, shared)
{
    private static readonly object slow = new { route = "/platform/v1", delayMs = 2000, times = 1 };

    [Fact]
    public async Task A_dialogs_button_says_what_is_going_on_when_that_can_be_noticed()
    {
        var app = await StartAppAsync();
        var visitor = await VisitSignedInAsync(app);
        await visitor.OpenChecklistAsync();
        await app.Kapso.FailNextAsync(slow);

        var noticed = await PressAsync(visitor.Button(visitor.Words["Connect.Leave"]));

        Assert.InRange(noticed, 299, 2000);
        await visitor.ArriveAtKapsoAsync();
    }

    [Fact]
    public async Task A_link_behind_which_Kapso_is_asked_says_so_too()
    {
        var app = await StartAppAsync();
        var visitor = await VisitSignedInAsync(app);
        await visitor.GoAsync("dashboard with an unfinished setup");
        await app.Kapso.FailNextAsync(slow);

        var noticed = await PressAsync(visitor.Link(visitor.Words["Action.ContinueSetup"]));

        Assert.InRange(noticed, 299, 2000);
        await visitor.ArriveAtKapsoAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_comes_back_sees_that_Kapso_is_asked_and_then_how_it_went(bool scripts)
    {
        var app = await StartAppAsync();
        var visitor = await VisitSignedInAsync(app, Look.Desk with { Scripts = scripts });
        var link = await visitor.Person.CreateLinkAsync();
        var back = await app.Kapso.FailAsync(link.Id, "facebook_auth_failed");
        await app.Kapso.FailNextAsync(slow);

        await visitor.Page.GotoAsync(back.AbsoluteUri, new() { WaitUntil = WaitUntilState.Commit });

        await Expect(visitor.Heading(visitor.Words["Returning.Title"])).ToBeVisibleAsync();
        await Expect(visitor.Heading(visitor.Words["Failure.facebook_auth_failed.Title"])).ToBeVisibleAsync();
    }

    /// <summary>Milliseconds from the press to the first sign, by the page's own clock.</summary>
    private static Task<double> PressAsync(ILocator button) => button.EvaluateAsync<double>("""
        button => new Promise(noticed => {
          const began = performance.now();
          new MutationObserver(() => noticed(performance.now() - began)).observe(button, { attributeFilter: ["aria-busy", "disabled"], childList: true });
          button.click();
        })
        """);
}
