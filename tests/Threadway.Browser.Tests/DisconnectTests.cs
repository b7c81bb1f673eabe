using Microsoft.Playwright;
using Threadway.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Threadway.Browser.Tests;

public sealed class DisconnectTests(Chromium chromium, SharedApp shared) : BrowserTest(chromium, shared)
{
    [Fact]
    public async Task Disconnecting_says_first_what_stops_and_what_stays_and_can_be_left()
    {
        var visitor = await VisitSignedInAsync();
        var words = visitor.Words;
        var number = await visitor.Person.ConnectAsync("dedicated");

        await OpenDialogAsync(visitor, number);
        foreach (var part in (string[])["Disconnect.Stops", "Disconnect.Stays", "Disconnect.Return"])
            await Expect(visitor.Heading(words[part])).ToBeVisibleAsync();
        await Expect(visitor.Heading(words["Disconnect.Phone"])).ToHaveCountAsync(0);
        await visitor.Button(words["Disconnect.Keep"]).ClickAsync();

        await Expect(visitor.Dialog).ToHaveCountAsync(0);
        Assert.True(await visitor.App.Kapso.HasNumberAsync(number));
    }

    [Fact]
    public async Task A_number_of_the_API_alone_is_disconnected_when_Kapso_removed_it()
    {
        var visitor = await VisitSignedInAsync();
        var words = visitor.Words;
        var number = await visitor.Person.ConnectAsync("dedicated");

        await OpenDialogAsync(visitor, number);
        await visitor.Button(words["Disconnect.Confirm"]).ClickAsync();

        await Expect(visitor.Heading(words["Number.Reconnect.Gone"])).ToBeVisibleAsync();
        await Expect(visitor.Says(words["Disconnect.Step.Removed"])).ToBeVisibleAsync();
        await Expect(visitor.Says(words["Disconnect.Step.Unlink"])).ToHaveCountAsync(0);
        Assert.False(await visitor.App.Kapso.HasNumberAsync(number));
    }

    [Fact]
    public async Task A_number_of_the_phone_app_names_the_step_on_the_phone_and_sees_it_done_live()
    {
        var visitor = await VisitSignedInAsync();
        var words = visitor.Words;
        var number = await visitor.Person.ConnectAsync("coexistence");

        await OpenDialogAsync(visitor, number);
        await Expect(visitor.Heading(words["Disconnect.Phone"])).ToBeVisibleAsync();
        await visitor.Button(words["Disconnect.Confirm"]).ClickAsync();
        var steps = visitor.Page.GetByRole(AriaRole.Region, new() { Name = words["Disconnect.Progress"] });
        await Expect(steps).ToContainTextAsync(words["Disconnect.Step.Removed"]);
        await Expect(steps).ToContainTextAsync(words["Disconnect.Step.Unlink"]);
        await Expect(steps).ToContainTextAsync(words["Disconnect.Phone.Sentence"]);

        await visitor.App.Kapso.RevokeAsync(number);

        await Expect(steps).ToContainTextAsync(words["Disconnect.Step.Unlinked"]);
        await Expect(steps).Not.ToContainTextAsync(words["Disconnect.Phone.Sentence"]);
    }

    private static async Task OpenDialogAsync(Visitor visitor, string number)
    {
        await visitor.OpenNumberAsync(number);
        await visitor.Button(visitor.Words["Action.Disconnect"]).ClickAsync();
        await Expect(visitor.Dialog).ToBeVisibleAsync();
    }
}
