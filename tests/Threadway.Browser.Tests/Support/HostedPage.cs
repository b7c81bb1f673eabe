using Microsoft.Playwright;

namespace Threadway.Browser.Tests.Support;

/// <summary>Kapso's own page as the emulator shows it in English, used as a person would.</summary>
internal sealed class HostedPage(IPage page)
{
    /// <summary>The connection types that the link leaves open.</summary>
    public ILocator Types => page.Locator("input[name=connection_type]");

    /// <summary>The number of the option that is chosen; the accounts carry it in their hint, the others in their name.</summary>
    public async Task<string> ChosenDigitsAsync(bool provisioned)
    {
        var chosen = page.Locator(".option").Filter(new() { Has = page.Locator(provisioned ? "input[name=country]:checked" : "input[name=account]:checked") });
        return Visitor.Digits(await chosen.Locator(provisioned ? "label" : ".hint").InnerTextAsync());
    }

    public Task ChooseAsync(string option) => page.GetByRole(AriaRole.Radio, new() { Name = option, Exact = true }).CheckAsync();

    public async Task TypeNumberAsync(string phoneNumber)
    {
        await ChooseAsync("Another number");
        await page.GetByLabel("Phone number", new() { Exact = true }).FillAsync(phoneNumber);
        await page.GetByLabel("Business name", new() { Exact = true }).FillAsync("The same business");
    }

    public Task ConnectAsync() => page.GetByRole(AriaRole.Button, new() { Name = "Connect", Exact = true }).ClickAsync();

    public async Task FailAsync(string errorCode)
    {
        await page.GetByText("Something goes wrong", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("What goes wrong?").SelectOptionAsync(errorCode);
        await page.GetByRole(AriaRole.Button, new() { Name = "Fail this way" }).ClickAsync();
    }

    public async Task LeaveAsync()
    {
        await page.GetByText("Something goes wrong", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave without finishing" }).ClickAsync();
    }
}
