using System.Globalization;

namespace Threadway.Kapso.Emulator.SetupPage;

/// <summary>The link's colours over Kapso's defaults (contract 4.4), moved just as far as reading needs.</summary>
internal static class Theme
{
    private const double Legible = 4.5;

    /// <summary>The page's own where the link names none.</summary>
    private static readonly Dictionary<string, string> Light = new()
    {
        ["primary_color"] = "#22c55e",
        ["primary_foreground_color"] = "#ffffff",
        ["background_color"] = "#ffffff",
        ["card_color"] = "#ffffff",
        ["text_color"] = "#0f172a",
        ["muted_text_color"] = "#64748b",
        ["muted_color"] = "#f1f5f9",
        ["border_color"] = "#e2e8f0",
        ["secondary_color"] = "#f1f5f9",
        ["secondary_foreground_color"] = "#0f172a",
        ["destructive_color"] = "#ef4444",
        ["destructive_foreground_color"] = "#fef2f2",
    };

    /// <summary>The grounds and what is written on them, for whoever has the system dark; the contract knows the light ones alone.</summary>
    private static readonly Dictionary<string, string> Dark = new(Light)
    {
        ["background_color"] = "#0b1220",
        ["card_color"] = "#141d30",
        ["text_color"] = "#f1f5f9",
        ["muted_text_color"] = "#a3b1c6",
        ["muted_color"] = "#202c44",
        ["border_color"] = "#3b4963",
        ["secondary_color"] = "#2b3853",
        ["secondary_foreground_color"] = "#f1f5f9",
    };

    /// <summary>
    /// A link that names a ground of its own, or what is written on one, is drawn in just these colours, as at Kapso. Any other follows
    /// the system between light and dark, whatever its accents are; so does one that names what the page has by itself.
    /// </summary>
    public static string Css(IReadOnlyDictionary<string, string>? chosen)
    {
        var own = chosen ?? new Dictionary<string, string>();
        var accents = own.Where(colour => Dark[colour.Key] == Light[colour.Key]).ToDictionary();
        var follows = own.All(colour => accents.ContainsKey(colour.Key) || colour.Value.Equals(Light[colour.Key], StringComparison.OrdinalIgnoreCase));

        return follows ? $"{Rule(own, Light)}@media (prefers-color-scheme:dark){{{Rule(accents, Dark)}}}" : Rule(own, Light);
    }

    private static string Rule(IReadOnlyDictionary<string, string> chosen, Dictionary<string, string> usual)
    {
        var background = Colour("background_color");
        var card = chosen.GetValueOrDefault("card_color") ?? (chosen.ContainsKey("background_color") ? background : usual["card_color"]);
        var muted = Colour("muted_color");
        var (quiet, danger) = (Colour("muted_text_color"), Colour("destructive_color"));
        var onPrimary = Colour("primary_foreground_color");
        var onSecondary = Colour("secondary_foreground_color");
        var onDanger = Colour("destructive_foreground_color");
        (string Name, string Value)[] variables =
        [
            ("primary", Against(Colour("primary_color"), onPrimary)),
            ("on-primary", onPrimary),
            ("background", background),
            ("card", card),
            ("muted", muted),
            ("border", Colour("border_color")),
            ("text", Against(Against(Colour("text_color"), card), muted)),
            ("muted-text", Against(Against(quiet, card), muted)),
            ("page-text", Against(quiet, background)),
            ("secondary", Against(Colour("secondary_color"), onSecondary)),
            ("on-secondary", onSecondary),
            ("danger", Against(danger, onDanger)),
            ("danger-text", Against(danger, card)),
            ("on-danger", onDanger),
        ];

        // The browser's own pieces, such as a list that drops down, go with the card.
        var scheme = Luminance(Parse(card)) > 0.18 ? "light" : "dark";
        return $":root{{color-scheme:{scheme};{string.Concat(variables.Select(one => $"--{one.Name}:{one.Value};"))}}}";

        string Colour(string key) => chosen.GetValueOrDefault(key) ?? usual[key];
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
