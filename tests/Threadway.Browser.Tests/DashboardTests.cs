using Microsoft.Playwright;
using Threadway.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Threadway.Browser.Tests;

public sealed class DashboardTests(Chromium chromium, SharedApp shared) : BrowserTest(chromium, shared)
{
    [Fact]
    public async Task A_failed_setup_can_be_put_away_and_stays_away_over_a_reload_also_in_another_tab()
    {
        var visitor = await ArriveAsync("dashboard with a failed setup", Look.Desk);
        var words = visitor.Words;
        var other = await visitor.Page.Context.NewPageAsync();
        await other.GotoAsync("/dashboard");
        await Expect(other.Locator(".mud-popover-provider")).ToBeAttachedAsync();

        await visitor.Button(words["Action.Dismiss"]).ClickAsync();
        await Expect(visitor.Heading(words["Dashboard.Empty.Title"])).ToBeVisibleAsync();
        await Expect(other.GetByRole(AriaRole.Heading, new() { Name = words["Dashboard.Empty.Title"] })).ToBeVisibleAsync();
        await visitor.OpenDashboardAsync();

        await Expect(visitor.Heading(words["Dashboard.Empty.Title"])).ToBeVisibleAsync();
        await Expect(visitor.Heading(words["Setup.Failed.Title"])).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("dashboard with a failed setup", 1)]
    [InlineData("dashboard with an unfinished setup", 1)]
    [InlineData("dashboard with numbers", 2)]
    public async Task One_card_alone_says_what_to_do_next(string place, int cards)
    {
        var visitor = await ArriveAsync(place, Look.Desk);

        await Expect(visitor.Page.Locator("main .card")).ToHaveCountAsync(cards);
        await Expect(visitor.Page.Locator("main .mud-button-filled-primary")).ToHaveCountAsync(1);
        await Expect(visitor.Button(visitor.Words["Action.Connect"])).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_top_bar_and_the_cards_begin_and_end_at_the_same_width(int width)
    {
        var visitor = await ArriveAsync("dashboard with numbers", new(width, 800));

        var edges = await visitor.Page.EvaluateAsync<double[]>("""
            () => {
              const card = document.querySelector("main .card").getBoundingClientRect();
              const brand = document.querySelector(".brand svg").getBoundingClientRect();
              const seen = [...document.querySelectorAll(".top-bar-actions svg, .top-bar-actions .wide-only")]
                .map(element => element.getBoundingClientRect()).filter(box => box.width > 1 && box.height > 1);
              return [brand.left - card.left, Math.max(...seen.map(box => box.right)) - card.right];
            }
            """);

        Assert.All(edges, edge => Assert.InRange(edge, -1, 1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_light_has_an_edge_that_can_be_seen_on_the_page(bool dark)
    {
        var visitor = await ArriveAsync("number that lost its access", Look.Desk with { Dark = dark });

        var contrasts = await visitor.Page.EvaluateAsync<double[]>("""
            () => {
              const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
              const luminance = colour => {
                pen.fillStyle = colour;
                pen.fillRect(0, 0, 1, 1);
                const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const page = luminance(getComputedStyle(document.body).backgroundColor);
              return [...document.querySelectorAll(".light")].map(light => {
                const style = getComputedStyle(light);
                const edge = parseFloat(style.borderTopWidth) > 0 ? luminance(style.borderTopColor) : page;
                return (Math.max(edge, page) + 0.05) / (Math.min(edge, page) + 0.05);
              });
            }
            """);

        Assert.Equal(3, contrasts.Length);
        Assert.All(contrasts, contrast => Assert.True(contrast >= 3, $"{contrast:0.00}"));
    }

    [Theory]
    [InlineData("dashboard with numbers")]
    [InlineData("number")]
    [InlineData("connected")]
    [InlineData("failed")]
    public async Task A_page_that_comes_alive_keeps_on_showing_what_it_showed(string place)
    {
        var visitor = await ArriveAsync(place, Look.Desk);
        await visitor.Page.AddInitScriptAsync("""
            window.gaps = [];
            let shown = false;
            new MutationObserver(() => {
              const here = document.querySelector("main h1, main h2") !== null && document.querySelector("main .late") === null;
              shown ||= here;
              if (shown && !here) window.gaps.push(document.querySelector("main")?.innerText ?? "no page");
            }).observe(document, { childList: true, subtree: true });
            """);

        await visitor.Page.ReloadAsync();
        await visitor.ListensAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Heading).First).ToBeVisibleAsync();

        Assert.Empty(await visitor.Page.EvaluateAsync<string[]>("window.gaps"));
    }
}
