using System.Globalization;

namespace Threadway.Kapso.Emulator.SetupPage;

/// <summary>The link's colours over Kapso's defaults (contract 4.4), moved just as far as reading needs.</summary>
internal static class Theme
{
    private const double Legible = 4.5;

    public static string Css(IReadOnlyDictionary<string, string>? chosen)
    {
        var background = Colour("background_color", "#ffffff");
        var card = chosen?.GetValueOrDefault("card_color") ?? background;
        var muted = Colour("muted_color", "#f1f5f9");
        var (quiet, danger) = (Colour("muted_text_color", "#64748b"), Colour("destructive_color", "#ef4444"));
        var onPrimary = Colour("primary_foreground_color", "#ffffff");
        var onSecondary = Colour("secondary_foreground_color", "#0f172a");
        var onDanger = Colour("destructive_foreground_color", "#fef2f2");
        (string Name, string Value)[] variables =
        [
            ("primary", Against(Colour("primary_color", "#22c55e"), onPrimary)),
            ("on-primary", onPrimary),
            ("background", background),
            ("card", card),
            ("muted", muted),
            ("border", Colour("border_color", "#e2e8f0")),
            ("text", Against(Against(Colour("text_color", "#0f172a"), card), muted)),
            ("muted-text", Against(Against(quiet, card), muted)),
            ("page-text", Against(quiet, background)),
            ("secondary", Against(Colour("secondary_color", "#f1f5f9"), onSecondary)),
            ("on-secondary", onSecondary),
            ("danger", Against(danger, onDanger)),
            ("danger-text", Against(danger, card)),
            ("on-danger", onDanger),
        ];

        // The browser's own pieces, such as a list that drops down, go with the card.
        var scheme = Luminance(Parse(card)) > 0.18 ? "light" : "dark";
        return $":root{{color-scheme:{scheme};{string.Concat(variables.Select(one => $"--{one.Name}:{one.Value};"))}}}";

        string Colour(string key, string usual) => chosen?.GetValueOrDefault(key) ?? usual;
    }

    /// <summary>The colour, darkened or lightened until the other one can be read with it.</summary>
    private static string Against(string colour, string other)
    {
        var (mine, theirs) = (Parse(colour), Parse(other));
        var target = Luminance(theirs) > 0.18 ? 0.0 : 255.0;
        for (var step = 0; step < 40 && Contrast(mine, theirs) < Legible; step++)
            mine = [.. mine.Select(channel => channel + ((target - channel) * 0.05))];
        return "#" + string.Concat(mine.Select(channel => ((int)channel).ToString("x2", CultureInfo.InvariantCulture)));
    }

    private static double[] Parse(string colour) =>
        [.. Enumerable.Range(0, 3).Select(i => (double)int.Parse(colour.AsSpan(1 + (2 * i), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture))];

    private static double Contrast(double[] one, double[] other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    // Relative luminance as WCAG 2 defines it, of the whole numbers that will be sent.
    private static double Luminance(double[] colour)
    {
        var linear = colour.Select(channel => (int)channel / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))
            .ToArray();
        return (0.2126 * linear[0]) + (0.7152 * linear[1]) + (0.0722 * linear[2]);
    }
}
