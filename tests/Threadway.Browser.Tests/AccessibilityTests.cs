using Microsoft.Playwright;
using Threadway.Browser.Tests.Support;

namespace Threadway.Browser.Tests;

public sealed class AccessibilityTests(Chromium chromium, SharedApp shared) : BrowserTest(chromium, shared)
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
}
