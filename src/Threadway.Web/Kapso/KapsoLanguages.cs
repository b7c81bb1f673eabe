using System.Globalization;

namespace Threadway.Web.Kapso;

/// <summary>The languages that Kapso's hosted page speaks (contract 4.2).</summary>
internal static class KapsoLanguages
{
    public static IReadOnlyList<string> All { get; } = ["en", "es", "pt", "hi", "id", "ar"];

    /// <summary>The culture's language, the current one's where none is given; null where Kapso does not speak it and goes by the browser.</summary>
    public static string? For(string? culture)
    {
        var language = culture is null ? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName : culture.Split('-')[0].ToLowerInvariant();
        return All.Contains(language) ? language : null;
    }
}
