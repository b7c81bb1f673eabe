using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Threadway.Browser.Tests.Support;

internal static class Accessibility
{
    private static readonly string[] serious = ["serious", "critical"];

    private static readonly AxeRunOptions everything = new() { ResultTypes = [ResultType.Violations] };

    private static readonly AxeRunOptions colours = new()
    {
        ResultTypes = [ResultType.Violations],
        RunOnly = new() { Type = "rule", Values = ["color-contrast"] },
    };

    /// <summary>Fails on what axe calls serious or critical, naming the rule and the elements.</summary>
    public static Task AssertAccessibleAsync(this IPage page) => AssertAsync(page, everything);

    /// <summary>Changes to dark colours, and nothing but colours, so that contrast alone is looked at again.</summary>
    public static async Task AssertReadableInTheDarkAsync(this IPage page)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await AssertAsync(page, colours);
    }

    /// <summary>Fails where the page is wider than its window.</summary>
    public static async Task AssertFitsAsync(this IPage page)
    {
        var (content, window) = (await WidthAsync(page, "scrollWidth"), await WidthAsync(page, "clientWidth"));
        Assert.True(content <= window, $"{content} pixels of content in {window}");
    }

    private static async Task AssertAsync(IPage page, AxeRunOptions options)
    {
        // Colours half-way from light to dark are nobody's choice.
        await page.WaitForFunctionAsync("() => !document.getAnimations().some(animation => animation instanceof CSSTransition && animation.playState === 'running')");
        var result = await page.RunAxe(options);
        Assert.NotEmpty(result.Passes);
        var findings = result.Violations
            .Where(violation => serious.Contains(violation.Impact))
            .SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {violation.Help}: {node.Html}"))
            .ToList();
        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    private static Task<int> WidthAsync(IPage page, string which) => page.EvaluateAsync<int>($"document.scrollingElement.{which}");
}
