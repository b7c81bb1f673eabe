using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Threadway.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Threadway.Browser.Tests;

public sealed class JourneyTests(Chromium chromium, SharedApp shared) : BrowserTest(chromium, shared)
{
    [Theory]
    [InlineData("Connect.Own", "Connect.Coexistence", "Type.coexistence")]
    [InlineData("Connect.Own", "Connect.Dedicated", "Type.dedicated")]
    [InlineData("Connect.New", null, "Type.dedicated")]
    public async Task Somebody_signs_in_connects_a_number_and_comes_back_to_see_it_connected(string what, string? how, string type)
    {
        var visitor = await VisitAsync();
        var (page, words) = (visitor.Page, visitor.Words);

        await page.GotoAsync("/");
        await SignInWithTheCodeOnThePhoneAsync(visitor);
        await Expect(visitor.Heading(words["Dashboard.Empty.Title"])).ToBeVisibleAsync();

        var hosted = await visitor.GoToKapsoAsync(what, how);
        await Expect(hosted.Types).ToHaveCountAsync(1);
        var digits = await hosted.ChosenDigitsAsync(provisioned: what == "Connect.New");
        await hosted.ConnectAsync();

        await Expect(visitor.Heading(words["Connected.Title"])).ToBeVisibleAsync();
        var number = page.GetByRole(AriaRole.Status);
        await Expect(number).ToContainTextAsync(words[type]);
        Assert.Equal(digits, Visitor.Digits(await number.GetByRole(AriaRole.Link).InnerTextAsync()));
        if (what == "Connect.Own") await Expect(number).ToContainTextAsync("Café Aurora");

        await visitor.ListensAsync();
        await visitor.Link(words["Connected.Number"]).ClickAsync();
        var evidence = page.GetByRole(AriaRole.Region, new() { Name = words["Evidence.Title"] });
        await Expect(evidence).ToContainTextAsync(words["Witness.Webhook"]);
        await Expect(evidence).ToContainTextAsync(words["Witness.Redirect"]);
        var present = evidence.GetByRole(AriaRole.List).GetByRole(AriaRole.Listitem).Filter(new() { HasText = words["Fact.Present"] }).First;
        await Expect(present).ToContainTextAsync("UTC");
    }

    [Fact]
    public async Task A_choice_is_made_by_pressing_anywhere_on_its_card()
    {
        var visitor = await VisitSignedInAsync();
        var words = visitor.Words;
        await visitor.OpenConnectDialogAsync();

        await visitor.Says(words["Connect.New.Sentence"]).ClickAsync();
        await Expect(visitor.Choice(words["Connect.New"])).ToBeCheckedAsync();
        await visitor.Page.Locator(".choice").Filter(new() { HasText = words["Connect.Own.Sentence"] }).ClickAsync(new() { Position = new() { X = 4, Y = 4 } });

        await Expect(visitor.Choice(words["Connect.Own"])).ToBeCheckedAsync();
        await Expect(visitor.Choice(words["Connect.Own"])).ToHaveAccessibleDescriptionAsync(words["Connect.Own.Sentence"]);
    }

    [Fact]
    public async Task Who_decides_on_the_type_later_is_asked_on_the_next_page()
    {
        var visitor = await VisitSignedInAsync();

        var hosted = await visitor.GoToKapsoAsync();
        await hosted.ChooseAsync("Use the number for this service alone");
        await hosted.ConnectAsync();

        await Expect(visitor.Heading(visitor.Words["Connected.Title"])).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Status)).ToContainTextAsync(visitor.Words["Type.dedicated"]);
    }

    [Fact]
    public async Task A_setup_that_was_left_can_be_gone_on_with_from_the_dashboard()
    {
        var visitor = await VisitSignedInAsync();
        await (await visitor.GoToKapsoAsync()).LeaveAsync();

        await visitor.OpenDashboardAsync();
        await visitor.Link(visitor.Words["Action.ContinueSetup"]).ClickAsync();
        await (await visitor.ArriveAtKapsoAsync()).ConnectAsync();

        await Expect(visitor.Heading(visitor.Words["Connected.Title"])).ToBeVisibleAsync();
    }

    private static async Task SignInWithTheCodeOnThePhoneAsync(Visitor visitor)
    {
        var (page, words) = (visitor.Page, visitor.Words);
        // As people write it: +57 (311) 000-0001.
        var spelled = Regex.Replace(visitor.Person.PhoneNumber, @"^\+57(\d{3})(\d{3})(\d{4})$", "+57 ($1) $2-$3");
        await page.GetByLabel(words["SignIn.Phone"]).FillAsync(spelled);
        await visitor.Button(words["SignIn.SendCode"]).ClickAsync();
        await Expect(visitor.Heading(words["SignIn.CodeTitle"])).ToBeVisibleAsync();

        var phone = await page.Context.RunAndWaitForPageAsync(() => page.GetByText(words["SignIn.EmulatedPhone"]).ClickAsync());
        var code = await phone.GetByRole(AriaRole.Log).GetByRole(AriaRole.Status).InnerTextAsync();
        await phone.CloseAsync();

        await page.GetByLabel(words["SignIn.Code"]).FillAsync(code);
        await visitor.Button(words["SignIn.Submit"]).ClickAsync();
        await Expect(visitor.Heading(words["Dashboard.Title"])).ToBeVisibleAsync();
    }
}
