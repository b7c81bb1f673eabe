using Microsoft.Playwright;
using Threadway.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Threadway.Browser.Tests;

public sealed class KeyboardTests(Chromium chromium, SharedApp shared) : BrowserTest(chromium, shared)
{
    private const int LongestWay = 30;

    [Fact]
    public async Task The_connect_dialog_is_opened_walked_and_closed_by_keyboard_alone()
    {
        var visitor = await VisitSignedInAsync();
        var (words, keys) = (visitor.Words, visitor.Page.Keyboard);
        await visitor.OpenDashboardAsync();

        await TabToAsync(visitor, visitor.Button(words["Action.Connect"]));
        await keys.PressAsync("Enter");
        await Expect(visitor.Heading(words["Connect.Title"])).ToBeVisibleAsync();
        await TabToAsync(visitor, visitor.Choice(words["Connect.Own"]));
        await keys.PressAsync("ArrowDown");
        await Expect(visitor.Choice(words["Connect.New"])).ToBeCheckedAsync();
        await keys.PressAsync("ArrowUp");
        await Expect(visitor.Choice(words["Connect.Own"])).ToBeCheckedAsync();
        await TabToAsync(visitor, visitor.Choice(words["Connect.Later"]));
        await TabToAsync(visitor, visitor.Button(words["Action.Continue"]));
        await keys.PressAsync("Enter");
        await Expect(visitor.Heading(words["Check.Title"])).ToBeFocusedAsync();
        await TabToAsync(visitor, visitor.Button(words["Connect.Leave"]));
        await keys.PressAsync("Escape");

        await Expect(visitor.Dialog).ToHaveCountAsync(0);
        await Expect(visitor.Button(words["Action.Connect"])).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData("Tab")]
    [InlineData("Shift+Tab")]
    public async Task The_focus_stays_in_an_open_dialog_however_slow_the_server_answers(string key)
    {
        var visitor = await VisitSignedInAsync();
        var silent = false;
        await visitor.Page.RouteWebSocketAsync("**/_blazor*", line =>
        {
            var server = line.ConnectToServer();
            line.OnMessage(frame =>
            {
                if (silent) return;
                if (frame.Binary is { } bytes) server.Send(bytes);
                else server.Send(frame.Text!);
            });
        });
        await visitor.OpenConnectDialogAsync();
        silent = true;

        for (var press = 0; press < LongestWay; press++)
        {
            await visitor.Page.Keyboard.PressAsync(key);
            Assert.True(await visitor.Page.EvaluateAsync<bool>("!!document.activeElement.closest('.mud-dialog')"));
        }
    }

    [Fact]
    public async Task The_way_past_the_top_bar_leads_to_the_content()
    {
        var visitor = await VisitSignedInAsync();
        await visitor.OpenDashboardAsync();

        await visitor.Link(visitor.Words["Layout.SkipToContent"]).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.Locator("#main")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Tab");

        await Expect(visitor.Button(visitor.Words["Action.Connect"])).ToBeFocusedAsync();
    }

    [Fact]
    public async Task That_the_connection_is_lost_stays_said_and_the_way_back_has_the_focus()
    {
        var visitor = await ArriveAsync("connection lost", Look.Desk);
        await Expect(visitor.Button(visitor.Words["Action.TryAgain"])).ToBeFocusedAsync();

        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.Page.Keyboard.PressAsync("Escape");

        await Expect(visitor.Heading(visitor.Words["Reconnecting.Title"])).ToBeVisibleAsync();
    }

    private static async Task TabToAsync(Visitor visitor, ILocator target)
    {
        for (var press = 0; press < LongestWay; press++)
        {
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement")) return;
            await visitor.Page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"Tab does not lead to {target}");
    }
}
