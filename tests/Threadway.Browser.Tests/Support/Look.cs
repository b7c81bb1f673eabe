namespace Threadway.Browser.Tests.Support;

/// <summary>How somebody looks at a page: the size of the window in CSS pixels, what the system prefers, its language, and whether scripts run.</summary>
internal sealed record Look(int Width, int Height, bool Dark = false, string Language = "en", bool Scripts = true)
{
    public static readonly Look Desk = new(1280, 800);

    public static readonly Look Phone = new(390, 844);

    public override string ToString() => $"{Width}-{(Dark ? "dark" : "light")}-{Language}";
}
