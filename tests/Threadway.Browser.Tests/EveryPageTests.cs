using Threadway.Browser.Tests.Support;

namespace Threadway.Browser.Tests;

/// <summary>Both promises in one visit, for getting to a page takes longer than looking at it.</summary>
public sealed class EveryPageTests(Chromium chromium, SharedApp shared) : BrowserTest(chromium, shared)
{
    public static TheoryData<string> Pages => Places.All;

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_page_has_no_serious_finding_of_axe_light_and_dark_and_fits_the_width_of_a_phone_also_in_letters_of_twice_the_size(string place)
    {
        var visitor = await ArriveAsync(place, Look.Desk);

        await visitor.Page.AssertAccessibleAsync();
        await visitor.Page.AssertReadableInTheDarkAsync();
        await visitor.Page.SetViewportSizeAsync(Look.Phone.Width, Look.Phone.Height);
        await visitor.Page.AssertFitsAsync();
        // Who reads with letters of twice the size reads the app; the emulator is a tool of the developer's.
        if (place.StartsWith("emulator", StringComparison.Ordinal)) return;
        await visitor.Page.EvaluateAsync("document.documentElement.style.fontSize = '200%'");
        await visitor.Page.AssertFitsAsync();
    }
}
