using MudBlazor;

namespace Threadway.Web.Components.Layout;

/// <summary>
/// Type, radius and depth for MudBlazor. Colours live in <c>wwwroot/theme.css</c>, where <c>light-dark()</c> lets the
/// browser choose before the first paint; the palette here is what an older browser falls back to.
/// </summary>
internal static class ThreadwayTheme
{
    private static readonly string[] systemFonts =
        ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Noto Sans", "Arial", "sans-serif"];

    public static MudTheme Instance { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#047857",
            Secondary = "#0f766e",
            Success = "#047857",
            Error = "#b91c1c",
            Warning = "#92400e",
            Background = "#f6f8f7",
            TextPrimary = "#10201b",
            TextSecondary = "#4f615a",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "10px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = systemFonts, FontSize = "1rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = systemFonts, FontSize = "1rem", FontWeight = "600", TextTransform = "none", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = systemFonts, FontSize = "1.25rem", FontWeight = "650", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = systemFonts, FontSize = "1rem", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = systemFonts, FontSize = "0.875rem", LetterSpacing = "normal" },
        },
    };
}
