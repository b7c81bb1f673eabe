using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Threadway.Browser.Tests.Support;

internal static class Accessibility
{
    private static readonly string[] serious = ["serious", "critical"];

    /// <summary>Fails on what axe calls serious or critical, naming the rule and the elements.</summary>
    public static async Task AssertAccessibleAsync(this IPage page)
    {
        // Colours half-way from light to dark are nobody's choice.
        await page.WaitForFunctionAsync("() => !document.getAnimations().some(animation => animation instanceof CSSTransition && animation.playState === 'running')");
        var result = await page.RunAxe();
        Assert.NotEmpty(result.Passes);
        var findings = result.Violations
            .Where(violation => serious.Contains(violation.Impact))
            .SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {violation.Help}: {node.Html}"))
            .ToList();
        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    /// <summary>Fails where the page is wider than its window.</summary>
    public static async Task AssertFitsAsync(this IPage page)
    {
        var (content, window) = (await WidthAsync(page, "scrollWidth"), await WidthAsync(page, "clientWidth"));
        Assert.True(content <= window, $"{content} pixels of content in {window}");
    }

    private static Task<int> WidthAsync(IPage page, string which) => page.EvaluateAsync<int>($"document.scrollingElement.{which}");
}
