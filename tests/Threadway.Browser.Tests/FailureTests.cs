using Microsoft.Playwright;
using Threadway.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Threadway.Browser.Tests;

public sealed class FailureTests(Chromium chromium, SharedApp shared) : BrowserTest(chromium, shared)
{
    [Theory]
    [InlineData("facebook_auth_failed")]
    [InlineData("phone_verification_failed")]
    [InlineData("waba_limit_reached")]
    public async Task A_setup_that_fails_is_explained_and_can_be_tried_again(string code)
    {
        var visitor = await VisitSignedInAsync();
        var words = visitor.Words;

        await (await visitor.GoToKapsoAsync()).FailAsync(code);
        await Expect(visitor.Heading(words[$"Failure.{code}.Title"])).ToBeVisibleAsync();
        await Expect(visitor.Says(words[$"Failure.{code}.Sentence"])).ToBeVisibleAsync();
        await Expect(visitor.Says(words[$"Failure.{code}.Cause1"])).ToBeVisibleAsync();
        await Expect(visitor.Says(words["Failure.Safe"])).ToBeVisibleAsync();

        await visitor.Link(words["Action.TryAgain"]).ClickAsync();
        await (await visitor.ArriveAtKapsoAsync()).ConnectAsync();

        await Expect(visitor.Heading(words["Connected.Title"])).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Kapso_refusing_the_link_is_told_in_the_dialog_and_a_second_press_goes_on()
    {
        var app = await StartAppAsync();
        var visitor = await VisitSignedInAsync(app);
        var words = visitor.Words;
        await visitor.OpenChecklistAsync();
        await app.Kapso.FailNextAsync(new { method = "POST", route = "/platform/v1/customers/*/setup_links", times = 1, status = 422 });

        await visitor.Button(words["Connect.Leave"]).ClickAsync();
        await Expect(visitor.Says(words["Refused.kapso_setup_link_creation_failed.Title"])).ToBeVisibleAsync();
        await Expect(visitor.Says(words["Refused.Safe"])).ToBeVisibleAsync();
        await visitor.Page.AssertAccessibleAsync();

        await visitor.Button(words["Action.TryAgain"]).ClickAsync();
        await visitor.ArriveAtKapsoAsync();
    }

    [Fact]
    public async Task A_setup_that_Kapso_cannot_open_stops_with_a_way_on()
    {
        var app = await StartAppAsync();
        var visitor = await VisitSignedInAsync(app);
        var words = visitor.Words;
        await visitor.Person.CreateLinkAsync();
        await visitor.OpenDashboardAsync();
        await app.Kapso.FailNextAsync(new { method = "GET", route = "/platform/v1/customers/*/setup_links", times = 20, status = 503 });

        await visitor.Link(words["Action.ContinueSetup"]).ClickAsync();
        await Expect(visitor.Heading(words["Stopped.unavailable.Title"])).ToBeVisibleAsync();
        await app.Kapso.StopFailingAsync();
        await visitor.Link(words["Action.TryAgain"]).ClickAsync();

        await visitor.ArriveAtKapsoAsync();
    }

    [Fact]
    public async Task A_double_press_makes_one_link_and_the_button_shows_that_it_works()
    {
        var app = await StartAppAsync();
        var visitor = await VisitSignedInAsync(app);
        var words = visitor.Words;
        await visitor.OpenChecklistAsync();
        await app.Kapso.FailNextAsync(new { method = "POST", route = "/platform/v1/customers/*/setup_links", times = 1, delayMs = 3000 });

        // A press waits for the navigation that follows, so looking begins before it.
        var works = Expect(visitor.Page.GetByRole(AriaRole.Button).Filter(new() { HasText = words["Connect.Leaving"] })).ToBeDisabledAsync();
        await visitor.Button(words["Connect.Leave"]).DblClickAsync();
        await works;
        await visitor.ArriveAtKapsoAsync();

        var customer = await visitor.Person.StatusAsync();
        Assert.Single(await app.Kapso.LinksAsync(customer.KapsoCustomerId!));
    }
}
