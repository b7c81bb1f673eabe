using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Threadway.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Threadway.Browser.Tests;

public sealed class KeyTests(Chromium chromium, SharedApp shared) : BrowserTest(chromium, shared)
{
    [Fact]
    public async Task A_key_is_made_in_the_page_seen_once_used_and_revoked()
    {
        var visitor = await VisitSignedInAsync();
        var words = visitor.Words;
        await visitor.OpenDashboardAsync();
        await visitor.Link(words["Keys.Title"]).ClickAsync();
        await Expect(visitor.Heading(words["Keys.Empty.Title"])).ToBeVisibleAsync();

        await visitor.Button(words["Keys.Make"]).ClickAsync();
        await visitor.FillKeyAsync("Online shop", "connections:read");
        await visitor.Dialog.GetByLabel(words["Keys.Name"], new() { Exact = true }).PressAsync("Enter");
        await Expect(visitor.Heading(words["Keys.Ready.Title"])).ToBeVisibleAsync();
        var text = await visitor.Dialog.GetByText(new Regex("^tw_[0-9a-f]{32}_")).InnerTextAsync();
        await visitor.Button(words["Keys.Ready.Done"]).ClickAsync();

        var card = visitor.Page.GetByRole(AriaRole.Article, new() { Name = "Online shop" });
        await Expect(card).ToContainTextAsync(words["Scope.connections:read"]);
        await Expect(card).ToContainTextAsync(words["Keys.NeverUsed"]);
        Assert.DoesNotContain(text, await visitor.Page.ContentAsync(), StringComparison.Ordinal);
        var key = new MadeKey(Guid.Empty, text);
        Assert.Equal(200, await visitor.Person.UseKeyAsync(key));

        await card.GetByRole(AriaRole.Button, new() { Name = words["Keys.Revoke"] }).ClickAsync();
        await visitor.Button(words["Keys.Revoke.Confirm"]).ClickAsync();

        await Expect(visitor.Dialog).ToHaveCountAsync(0);
        await Expect(card).ToHaveCountAsync(0);
        await Expect(visitor.Page.GetByRole(AriaRole.Region, new() { Name = words["Keys.Over"] })).ToContainTextAsync("Online shop");
        Assert.Equal(401, await visitor.Person.UseKeyAsync(key));
    }

    [Fact]
    public async Task What_is_missing_for_a_key_is_said_beside_it()
    {
        var visitor = await VisitSignedInAsync(look: Look.Phone with { Language = "es" });
        var words = visitor.Words;
        await visitor.OpenNewKeyAsync();
        var make = visitor.Dialog.GetByRole(AriaRole.Button, new() { Name = words["Keys.Make"] });

        await make.ClickAsync();
        await Expect(visitor.Says(words["Keys.Name.Missing"])).ToBeVisibleAsync();
        await visitor.FillKeyAsync("Tienda");
        await make.ClickAsync();
        await Expect(visitor.Says(words["Keys.Scopes.Missing"])).ToBeVisibleAsync();
        await visitor.FillKeyAsync("Tienda", "messages:send", "messages:read");
        await visitor.Dialog.GetByRole(AriaRole.Radio, new() { Name = words["Keys.Valid.Always"] }).CheckAsync();
        await make.ClickAsync();

        await Expect(visitor.Heading(words["Keys.Ready.Title"])).ToBeVisibleAsync();
        await visitor.Button(words["Keys.Ready.Done"]).ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Article, new() { Name = "Tienda" })).ToContainTextAsync(words["Keys.NeverExpires"]);
    }
}
