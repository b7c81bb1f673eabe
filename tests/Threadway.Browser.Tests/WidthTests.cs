using Threadway.Browser.Tests.Support;

namespace Threadway.Browser.Tests;

public sealed class WidthTests(Chromium chromium, SharedApp shared) : BrowserTest(chromium, shared)
{
    public static TheoryData<string> Pages => Places.All;

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_page_fits_the_width_of_a_phone(string place)
    {
        var visitor = await ArriveAsync(place, Look.Phone);

        var (content, window) = (await WidthAsync(visitor, "scrollWidth"), await WidthAsync(visitor, "clientWidth"));

        Assert.True(content <= window, $"{content} pixels of content in {window}");
    }

    private static Task<int> WidthAsync(Visitor visitor, string which) =>
        visitor.Page.EvaluateAsync<int>($"document.scrollingElement.{which}");
}
