using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace Threadway.Web.Components;

/// <summary>The two choices that a browser keeps, signed in or not: language and light or dark.</summary>
internal static class Preferences
{
    public const string ThemeCookie = "threadway-theme";

    public static IReadOnlyList<string> Languages { get; } = ["en", "es"];

    /// <summary>The system's own choice comes first: it is what a browser without the cookie gets.</summary>
    public static IReadOnlyList<string> Themes { get; } = ["system", "light", "dark"];

    public static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public static void Configure(RequestLocalizationOptions options)
    {
        options.SetDefaultCulture(Languages[0]).AddSupportedCultures([.. Languages]).AddSupportedUICultures([.. Languages]);
        // A link with ?culture= must not decide what somebody else reads.
        options.RequestCultureProviders = [new CookieRequestCultureProvider(), new AcceptLanguageHeaderRequestCultureProvider()];
    }

    public static string Theme(HttpContext? context) =>
        context?.Request.Cookies[ThemeCookie] is { } theme && Themes.Contains(theme) ? theme : Themes[0];

    public static void MapPreferences(this IEndpointRouteBuilder routes)
    {
        var preferences = routes.MapGroup("/preferences").ExcludeFromDescription();
        preferences.MapPost("/language", SetLanguage).WithName("setLanguage");
        preferences.MapPost("/theme", SetTheme).WithName("setTheme");
    }

    private static IResult SetLanguage([FromForm] string value, [FromForm] string? returnUrl, HttpResponse response)
    {
        if (!Languages.Contains(value))
            return TypedResults.BadRequest();

        Keep(response, CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(value)));
        return TypedResults.LocalRedirect(LocalPath.OrHome(returnUrl));
    }

    private static IResult SetTheme([FromForm] string value, [FromForm] string? returnUrl, HttpResponse response)
    {
        if (!Themes.Contains(value))
            return TypedResults.BadRequest();

        Keep(response, ThemeCookie, value);
        return TypedResults.LocalRedirect(LocalPath.OrHome(returnUrl));
    }

    private static void Keep(HttpResponse response, string name, string value) =>
        response.Cookies.Append(name, value, new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
            Secure = response.HttpContext.Request.IsHttps,
            IsEssential = true,
        });
}
