using System.Net;
using Microsoft.Playwright;
using Threadway.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Threadway.Browser.Tests;

public sealed class ReconnectTests(Chromium chromium, SharedApp shared) : BrowserTest(chromium, shared)
{
    [Fact]
    public async Task A_disconnected_number_comes_back_when_the_same_number_is_chosen()
    {
        var visitor = await VisitSignedInAsync();
        var number = await DisconnectedAsync(visitor);

        var hosted = await GoToKapsoAsync(visitor, number);
        await hosted.TypeNumberAsync(visitor.Person.PhoneNumber);
        await hosted.ConnectAsync();

        await ExpectConnectedAsync(visitor, number);
    }

    [Fact]
    public async Task Another_number_than_the_disconnected_one_is_refused_in_words()
    {
        var visitor = await VisitSignedInAsync();
        var words = visitor.Words;
        var number = await DisconnectedAsync(visitor);

        var hosted = await GoToKapsoAsync(visitor, number);
        await hosted.ConnectAsync();

        await Expect(visitor.Heading(words["Failure.number_mismatch.Title"])).ToBeVisibleAsync();
        await Expect(visitor.Says(words["Failure.number_mismatch.Sentence"])).ToBeVisibleAsync();
        await visitor.OpenDashboardAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Article)).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_number_that_lost_its_access_is_reconnected_in_place()
    {
        var visitor = await VisitSignedInAsync();
        var number = await visitor.Person.ConnectAsync("coexistence");
        await visitor.OpenNumberAsync(number);
        await visitor.App.Kapso.RevokeAsync(number);
        await Expect(visitor.Heading(visitor.Words["Number.Reconnect.Needed"])).ToBeVisibleAsync();

        var hosted = await LeaveAsync(visitor);
        await hosted.ConnectAsync();

        await ExpectConnectedAsync(visitor, number);
    }

    [Fact]
    public async Task Choosing_a_different_number_in_place_fails_in_words_and_changes_nothing()
    {
        var visitor = await VisitSignedInAsync();
        var number = await visitor.Person.ConnectAsync("coexistence");
        await visitor.OpenNumberAsync(number);
        await visitor.App.Kapso.RevokeAsync(number);

        var hosted = await LeaveAsync(visitor);
        await hosted.ChooseAsync("Choose a different number");
        await hosted.ConnectAsync();

        await Expect(visitor.Heading(visitor.Words["Failure.phone_verification_failed.Title"])).ToBeVisibleAsync();
        await visitor.OpenNumberAsync(number);
        await Expect(visitor.Heading(visitor.Words["Number.Reconnect.Needed"])).ToBeVisibleAsync();
    }

    /// <summary>A number that is the person's own, so that it can be chosen again.</summary>
    private static async Task<string> DisconnectedAsync(Visitor visitor)
    {
        var number = await visitor.Person.ConnectAsync("dedicated", new { displayPhoneNumber = visitor.Person.PhoneNumber });
        using var answer = await visitor.Person.DisconnectAsync(number);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        return number;
    }

    private static async Task<HostedPage> GoToKapsoAsync(Visitor visitor, string number)
    {
        await visitor.OpenNumberAsync(number);
        return await LeaveAsync(visitor);
    }

    private static async Task<HostedPage> LeaveAsync(Visitor visitor)
    {
        await visitor.Button(visitor.Words["Action.Reconnect"]).ClickAsync();
        await Expect(visitor.Dialog).ToContainTextAsync(visitor.Words["Reconnect.Expected"]);
        return await visitor.LeaveAsync();
    }

    private static async Task ExpectConnectedAsync(Visitor visitor, string number)
    {
        await Expect(visitor.Heading(visitor.Words["Connected.Title"])).ToBeVisibleAsync();
        await visitor.OpenNumberAsync(number);
        await Expect(visitor.Says(visitor.Words["Light.Linked"])).ToBeVisibleAsync();
        await Expect(visitor.Button(visitor.Words["Action.Reconnect"])).ToHaveCountAsync(0);
    }
}
