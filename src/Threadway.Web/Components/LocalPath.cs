namespace Threadway.Web.Components;

/// <summary>A return address out of a query or a form is followed only inside this site.</summary>
internal static class LocalPath
{
    public const string Home = "/dashboard";

    public static string OrHome(string? path) => IsLocal(path) ? path! : Home;

    // A browser reads "//host" and "/\host" as another site, and drops tabs and line breaks before it looks.
    private static bool IsLocal(string? path) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && !path.Any(char.IsControl);
}
