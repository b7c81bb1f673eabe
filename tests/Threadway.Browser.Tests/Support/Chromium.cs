using Microsoft.Playwright;

namespace Threadway.Browser.Tests.Support;

/// <summary>The one Chromium of the machine, for every test. Playwright brings its driver along, but no browser.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Missing = "No Chromium on this machine. Install it: apt-get install -y chromium-headless-shell";

    // The first is Chromium without its windows: half the work for the same pages.
    private static readonly string[] Places =
    [
        "/usr/bin/chromium-headless-shell",
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (Array.Find(Places, File.Exists) is not { } path) return;

        Assertions.SetDefaultExpectTimeout(Timeout);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = path,
            Headless = true,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }

    /// <summary>How long to wait for what a page should show, in milliseconds: machines are slow.</summary>
    internal const float Timeout = 30_000;

    /// <summary>Skips the test where there is no Chromium; in CI, which installs one, fails it.</summary>
    internal IBrowser OrSkip()
    {
        if (browser is not null) return browser;

        Assert.False(string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase), Missing);
        Assert.Skip(Missing);
        throw new InvalidOperationException(Missing);
    }
}
