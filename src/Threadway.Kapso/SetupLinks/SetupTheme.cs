namespace Threadway.Kapso;

/// <summary>The colours of the hosted setup page, each as <c>#rrggbb</c>; <see langword="null"/> leaves Kapso's default.</summary>
public sealed record SetupTheme
{
    /// <summary>Buttons and accents.</summary>
    public string? PrimaryColor { get; init; }

    /// <summary>Text on the primary colour.</summary>
    public string? PrimaryForegroundColor { get; init; }

    /// <summary>The page.</summary>
    public string? BackgroundColor { get; init; }

    /// <summary>Text.</summary>
    public string? TextColor { get; init; }

    /// <summary>Text of lesser weight.</summary>
    public string? MutedTextColor { get; init; }

    /// <summary>Cards; the background's colour by default.</summary>
    public string? CardColor { get; init; }

    /// <summary>Areas of lesser weight.</summary>
    public string? MutedColor { get; init; }

    /// <summary>Borders.</summary>
    public string? BorderColor { get; init; }

    /// <summary>Secondary buttons.</summary>
    public string? SecondaryColor { get; init; }

    /// <summary>Text on the secondary colour.</summary>
    public string? SecondaryForegroundColor { get; init; }

    /// <summary>Errors and destructive buttons.</summary>
    public string? DestructiveColor { get; init; }

    /// <summary>Text on the destructive colour.</summary>
    public string? DestructiveForegroundColor { get; init; }
}
