using System.Security.Cryptography;
using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.Pages;

/// <summary>A whole page: nothing from elsewhere, no inline script, one nonced style for a theme.</summary>
internal sealed record Page(string Title, Html Body)
{
    public string Language { get; init; } = "en";
    public string BodyClass { get; init; } = "tool";
    public string? Theme { get; init; }
    public string? Script { get; init; }

    /// <summary>A style sheet beside the one of all pages.</summary>
    public string? StyleSheet { get; init; }

    public int Status { get; init; } = StatusCodes.Status200OK;

    public IResult Send(HttpContext http)
    {
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        var headers = http.Response.Headers;

        // No form-action: the setup page's form ends in a redirect to the integrator, which that directive would stop.
        headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'self' 'nonce-{nonce}'; script-src 'self'; connect-src 'self'; img-src 'self' data:; media-src 'self'; " +
            "base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";

        var style = Theme is null ? Html.Empty : new Html($"<style nonce=\"{nonce}\">{Theme}</style>");
        var sheet = StyleSheet is null ? Html.Empty : Html.Of($"""<link rel="stylesheet" href="/_assets/{StyleSheet}">""");
        var script = Script is null ? Html.Empty : Html.Of($"""<script src="/_assets/{Script}" defer></script>""");
        var page = Html.Of($"""
            <!doctype html>
            <html lang="{Language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Title}</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="/_assets/emulator.css">
            {sheet}{style}{script}
            </head>
            <body class="{BodyClass}">
            {Body}
            </body>
            </html>
            """);
        return Results.Content(page.ToString(), "text/html; charset=utf-8", null, Status);
    }
}
