using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Threadway.Browser.Tests.Support;

/// <summary>Somebody in front of a page, who finds things by what they are and what they are called.</summary>
internal sealed class Visitor(ThreadwayApp app, Person person, IPage page)
{
    public ThreadwayApp App => app;

    /// <summary>The same somebody without a browser, for what happens elsewhere.</summary>
    public Person Person => person;

    public IPage Page => page;

    public Words Words { get; init; } = Words.English;

    public ILocator Dialog => page.GetByRole(AriaRole.Dialog);

    public ILocator Heading(string name) => page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true });

    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Link(string name) => page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public ILocator Choice(string name) => page.GetByRole(AriaRole.Radio, new() { Name = name, Exact = true });

    public ILocator Says(string text) => page.GetByText(text, new() { Exact = true });

    /// <summary>The quick way, past the sign-in page: this browser and the person's own get a session each.</summary>
    public async Task SignInAsync()
    {
        await person.SignInAsync();
        var calls = page.Context.APIRequest;
        await using var asked = await calls.PostAsync("/api/auth/code", new() { DataObject = new { phoneNumber = person.PhoneNumber } });
        Assert.True(asked.Ok);
        var code = await app.Kapso.LastCodeAsync(person.PhoneNumber);
        await using var entered = await calls.PostAsync("/api/auth/sign-in", new() { DataObject = new { phoneNumber = person.PhoneNumber, code } });
        Assert.True(entered.Ok);
    }

    /// <summary>Goes to an address and waits until the page listens: a press before that is lost.</summary>
    public async Task OpenAsync(string path)
    {
        await page.GotoAsync(path);
        await ListensAsync();
    }

    /// <summary>What only a live page draws.</summary>
    public Task ListensAsync() => Expect(page.Locator(".mud-popover-provider")).ToBeAttachedAsync();

    public async Task OpenDashboardAsync()
    {
        await OpenAsync("/dashboard");
        await Expect(Heading(Words["Dashboard.Title"])).ToBeVisibleAsync();
    }

    public async Task OpenNumberAsync(string phoneNumberId)
    {
        await OpenAsync($"/numbers/{phoneNumberId}");
        await Expect(Heading(Words["Number.Lights"])).ToBeVisibleAsync();
    }

    public async Task OpenConnectDialogAsync()
    {
        await OpenDashboardAsync();
        await Button(Words["Action.Connect"]).ClickAsync();
        await Expect(Heading(Words["Connect.Title"])).ToBeVisibleAsync();
    }

    /// <summary>From the dashboard through the dialog to the checklist, with what is chosen there.</summary>
    /// <param name="how">Null where it is not asked: a new number works in one way alone.</param>
    public async Task OpenChecklistAsync(string what = "Connect.Own", string? how = "Connect.Later")
    {
        await OpenConnectDialogAsync();
        await Choice(Words[what]).CheckAsync();
        if (how is not null) await Choice(Words[how]).CheckAsync();
        await Button(Words["Action.Continue"]).ClickAsync();
        await Expect(Heading(Words["Check.Title"])).ToBeVisibleAsync();
    }

    /// <summary>Leaves an open dialog for Kapso's page.</summary>
    public async Task<HostedPage> LeaveAsync()
    {
        await Button(Words["Connect.Leave"]).ClickAsync();
        return await ArriveAtKapsoAsync();
    }

    public async Task<HostedPage> ArriveAtKapsoAsync()
    {
        await Expect(page).ToHaveURLAsync(new Regex($"^{Regex.Escape(app.Kapso.Address.AbsoluteUri)}whatsapp/setup/"));
        return new(page);
    }

    /// <summary>From the dashboard to Kapso's page.</summary>
    public async Task<HostedPage> GoToKapsoAsync(string what = "Connect.Own", string? how = "Connect.Later")
    {
        await OpenChecklistAsync(what, how);
        return await LeaveAsync();
    }

    /// <summary>The digits of the number that the page is about.</summary>
    public static string Digits(string? text) => string.Concat((text ?? "").Where(char.IsAsciiDigit));
}
