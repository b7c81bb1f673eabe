using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Threadway.Browser.Tests.Support;

internal static class Accessibility
{
    private static readonly string[] serious = ["serious", "critical"];

    /// <summary>Fails on what axe calls serious or critical, naming the rule and the elements.</summary>
    public static async Task AssertAccessibleAsync(this IPage page)
    {
        var result = await page.RunAxe();
        Assert.NotEmpty(result.Passes);
        Assert.Empty(result.Violations
            .Where(violation => serious.Contains(violation.Impact))
            .SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {violation.Help}: {node.Html}")));
    }
}
