using Threadway.Browser.Tests.Support;

namespace Threadway.Browser.Tests;

/// <summary>Not a check: pictures of every page to look at, where somebody asks for them.</summary>
public sealed class PictureTests(Chromium chromium, SharedApp shared) : BrowserTest(chromium, shared)
{
    private const string Variable = "THREADWAY_PICTURES";

    /// <summary>The beginning of the names of those that are wanted, where not all are.</summary>
    private static string Wanted => Environment.GetEnvironmentVariable("THREADWAY_PICTURES_OF") ?? "";

    private static readonly string[] alsoInSpanish = ["sign in", "dashboard, empty", "dashboard with numbers", "connect dialog, checklist", "number", "number with a queue", "test message, template", "keys", "keys, new", "keys, made", "failed"];

    [Fact]
    public async Task Pictures_of_every_page_are_taken_on_demand()
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipUnless(folder is { Length: > 0 }, $"Set {Variable} to a folder to have pictures of every page written there.");

        foreach (var place in Places.All.Select(row => row.Data).Where(place => place.StartsWith(Wanted, StringComparison.Ordinal))) await TakeAllAsync(place, folder!);
    }

    private async Task TakeAllAsync(string place, string folder)
    {
        foreach (var language in (string[])(alsoInSpanish.Contains(place) ? ["en", "es"] : ["en"]))
        {
            foreach (var look in (Look[])[Look.Desk with { Language = language }, Look.Phone with { Language = language }])
            {
                foreach (var seen in (Look[])[look, look with { Dark = true }])
                    await TakeAsync(place, seen, folder);
            }
        }
    }

    private async Task TakeAsync(string place, Look look, string folder)
    {
        var visitor = await ArriveAsync(place, look);

        var name = $"{place.Replace(", ", "-", StringComparison.Ordinal).Replace(' ', '-')}-{look}.png";
        // A dialog covers what is in sight; the rest of its page would only look torn off.
        var whole = !await visitor.Dialog.IsVisibleAsync();
        await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name), FullPage = whole });
    }
}
