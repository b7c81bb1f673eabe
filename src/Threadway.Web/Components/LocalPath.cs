using Microsoft.AspNetCore.Components;

namespace Threadway.Web.Components;

/// <summary>The ways that every page may take: home, through the sign-in page and back, and to a return address, which is followed only inside this site.</summary>
internal static class LocalPath
{
    public const string Home = "/dashboard";

    /// <summary>Where keys for programs are made, which the top bar leads to.</summary>
    public const string Keys = "/settings/keys";

    /// <summary>The sign-in page, which leads to the path afterwards.</summary>
    public static string SignIn(string? returnUrl = null) => returnUrl is null ? "/sign-in" : $"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}";

    /// <summary>The page that the browser is on.</summary>
    public static string Here(NavigationManager navigation) => "/" + navigation.ToBaseRelativePath(navigation.Uri);

    public static string OrHome(string? path) => IsLocal(path) ? path! : Home;

    // A browser reads "//host" and "/\host" as another site, and drops tabs and line breaks before it looks.
    private static bool IsLocal(string? path) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && !path.Any(char.IsControl);
}
