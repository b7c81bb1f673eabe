using Threadway.Browser.Tests.Support;

namespace Threadway.Browser.Tests.Emulator;

public sealed class TextSizeTests(Chromium chromium, SharedApp shared, SharedKapso kapso) : BrowserTest(chromium, shared)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/requests")]
    [InlineData("/deliveries")]
    [InlineData("/phones")]
    [InlineData("/phones/573009990001")]
    [InlineData("setup")]
    public async Task With_text_of_twice_the_size_every_page_still_fits_a_phone(string address)
    {
        var page = await OpenAsync(kapso.Address, Look.Phone);
        var number = await kapso.ConnectAsync(kapso.NewPerson());
        await kapso.WriteAsync("573009990001", number, "Hello");
        await page.GotoAsync(address == "setup" ? (await kapso.SetupPageAsync("""{"language":"ar"}""")).AbsoluteUri : address);

        await page.EvaluateAsync("document.documentElement.style.fontSize = '200%'");

        Assert.True(await page.EvaluateAsync<double>("parseFloat(getComputedStyle(document.body).fontSize)") >= 30);
        await page.AssertFitsAsync();
    }
}
