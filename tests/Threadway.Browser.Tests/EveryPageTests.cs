using Microsoft.Playwright;
using Threadway.Browser.Tests.Support;

namespace Threadway.Browser.Tests;

public sealed class EveryPageTests(Chromium chromium, SharedApp shared) : BrowserTest(chromium, shared)
{
    public static TheoryData<string> Pages => Places.All;

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_page_has_no_serious_finding_of_axe_light_and_dark(string place)
    {
        var visitor = await ArriveAsync(place, Look.Desk);

        await visitor.Page.AssertAccessibleAsync();
        await visitor.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });

        await visitor.Page.AssertAccessibleAsync();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_page_fits_the_width_of_a_phone(string place)
    {
        var visitor = await ArriveAsync(place, Look.Phone);

        var (content, window) = (await WidthAsync(visitor, "scrollWidth"), await WidthAsync(visitor, "clientWidth"));

        Assert.True(content <= window, $"{content} pixels of content in {window}");
    }

    private async Task<Visitor> ArriveAsync(string place, Look look)
    {
        if (Places.ExpectedError(place) is { } error) AllowError(error);
        var visitor = await VisitSignedInAsync(look: look);
        await visitor.GoAsync(place);
        return visitor;
    }

    private static Task<int> WidthAsync(Visitor visitor, string which) =>
        visitor.Page.EvaluateAsync<int>($"document.scrollingElement.{which}");
}
