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

    [Fact]
    public async Task With_messages_that_wait_it_asks_and_sends_them_first_and_then_disconnects_by_itself()
    {
        var visitor = await VisitSignedInAsync();
        var words = visitor.Words;
        var number = await visitor.Person.ConnectAsync();
        await visitor.QueueAsync(number, 40);

        await OpenDialogAsync(visitor, number);
        await Expect(visitor.Choice(words["Disconnect.Queue.Send"])).ToBeCheckedAsync();
        await visitor.Button(words["Disconnect.Confirm.Send"]).ClickAsync();
        await Expect(visitor.Heading(words["Number.Leaving"])).ToBeVisibleAsync();
        await Expect(visitor.Dialog).ToHaveCountAsync(0);
        await Expect(visitor.Button(words["Test.Title"])).ToHaveCountAsync(0);

        await Expect(visitor.Heading(words["Number.Reconnect.Gone"])).ToBeVisibleAsync(new() { Timeout = 30_000 });
        Assert.Equal(40, visitor.App.Kapso.StatsOf(number)!.SendsAccepted);
    }

    [Fact]
    public async Task Messages_that_wait_are_canceled_where_that_is_chosen_with_the_keyboard_alone()
    {
        var visitor = await VisitSignedInAsync();
        var words = visitor.Words;
        var number = await visitor.Person.ConnectAsync();
        await visitor.QueueAsync(number, 400);

        await OpenDialogAsync(visitor, number);
        await visitor.Choice(words["Disconnect.Queue.Send"]).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowDown");
        await visitor.Button(words["Disconnect.Confirm.Cancel"]).PressAsync("Enter");

        await Expect(visitor.Heading(words["Number.Reconnect.Gone"])).ToBeVisibleAsync();
        await Expect(visitor.Heading(words["Messages.Title"])).ToHaveCountAsync(0);
        Assert.InRange(visitor.App.Kapso.StatsOf(number)!.SendsAccepted, 0, 200);
    }

    [Fact]
    public async Task A_number_that_waits_for_its_queue_can_be_kept()
    {
        var visitor = await VisitSignedInAsync(look: Look.Phone);
        var words = visitor.Words;
        var number = await visitor.Person.ConnectAsync();
        await visitor.QueueAsync(number, 400);
        await OpenDialogAsync(visitor, number);
        await visitor.Button(words["Disconnect.Confirm.Send"]).ClickAsync();

        await visitor.Button(words["Disconnect.Keep"]).ClickAsync();

        await Expect(visitor.Heading(words["Number.Leaving"])).ToHaveCountAsync(0);
        await Expect(visitor.Button(words["Test.Title"])).ToBeVisibleAsync();
        Assert.True(await visitor.App.Kapso.HasNumberAsync(number));
    }

    private static async Task OpenDialogAsync(Visitor visitor, string number)
    {
        await visitor.OpenNumberAsync(number);
        await visitor.Button(visitor.Words["Action.Disconnect"]).ClickAsync();
        await Expect(visitor.Dialog).ToBeVisibleAsync();
    }
}
