using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Threadway.Browser.Tests.Support;
using Threadway.Web.Cluster;
using static Microsoft.Playwright.Assertions;

namespace Threadway.Browser.Tests;

/// <summary>The server behind an open page dies or leaves, and another stands in for it.</summary>
public sealed class NodeTests(Chromium chromium, SharedApp shared) : BrowserTest(chromium, shared)
{
    [Fact]
    public async Task A_page_whose_server_died_comes_back_at_another_with_its_dialog_and_what_was_chosen()
    {
        AllowWhatAPageSaysWithoutServer();
        var app = await StartAppAsync();
        await using var balancer = new Balancer(app.Address);
        var visitor = await VisitSignedInAsync(app, at: balancer.Address);
        var words = visitor.Words;
        await visitor.OpenChecklistAsync(how: "Connect.Dedicated");

        var anew = DrawnAnewAsync(visitor);
        await app.RestartAsync();
        balancer.Target = app.Address;

        await anew;
        await Expect(visitor.Heading(words["Check.Title"])).ToBeVisibleAsync();
        await visitor.Button(words["Action.Back"]).ClickAsync();
        await Expect(visitor.Choice(words["Connect.Dedicated"])).ToBeCheckedAsync();
    }

    [Fact]
    public async Task A_server_that_is_asked_to_stop_says_so_and_the_page_goes_on_at_the_next()
    {
        AllowWhatAPageSaysWithoutServer();
        var app = await StartAppAsync();
        await using var balancer = new Balancer(app.Address);
        var visitor = await VisitSignedInAsync(app, at: balancer.Address);
        await visitor.OpenDashboardAsync();

        await app.Services.GetRequiredService<Draining>().RunAsync();
        await Expect(visitor.Says(visitor.Words["Reconnecting.Leaving"])).ToBeVisibleAsync();
        var anew = DrawnAnewAsync(visitor);
        await app.RestartAsync();
        balancer.Target = app.Address;

        await anew;
        await visitor.ListensAsync();
        await Expect(visitor.Heading(visitor.Words["Dashboard.Title"])).ToBeVisibleAsync();
        await Expect(visitor.Dialog).ToHaveCountAsync(0);
    }

    private static Task<IResponse> DrawnAnewAsync(Visitor visitor) =>
        visitor.Page.WaitForResponseAsync(answer => answer.Request.IsNavigationRequest && answer.Ok, new() { Timeout = 60_000 });

    private void AllowWhatAPageSaysWithoutServer()
    {
        Allow("Error: ");
        Allow("WebSocket");
        Allow("Failed to load resource");
    }
}
