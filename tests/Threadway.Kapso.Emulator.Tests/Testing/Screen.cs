using System.Net;
using System.Text.RegularExpressions;

namespace Threadway.Kapso.Emulator.Tests.Testing;

/// <summary>What a person sees of a page: its words, without marks.</summary>
internal static partial class Screen
{
    public static string Seen(string markup) => Space().Replace(WebUtility.HtmlDecode(Tag().Replace(markup, " ")), " ").Trim();

    /// <summary>The words of one bubble on a phone's page.</summary>
    public static string Seen(string page, string messageId)
    {
        var start = page.IndexOf($"<article id=\"{WebUtility.HtmlEncode(messageId)}\"", StringComparison.Ordinal);
        Assert.True(start >= 0, $"No bubble for {messageId}");
        return Seen(page[start..page.IndexOf("</article>", start, StringComparison.Ordinal)]);
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
