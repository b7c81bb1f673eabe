using System.Security.Cryptography;
using Microsoft.AspNetCore.Html;

namespace Threadway.Kapso.Emulator.Layout;

/// <summary>A whole page: nothing from elsewhere, no inline script, one nonced style for a theme.</summary>
internal sealed record Page(string Title, HtmlString Body)
{
    public string Language { get; init; } = "en";
    public bool IsRightToLeft { get; init; }
    public string BodyClass { get; init; } = "tool";

    /// <summary>The page's own sheet, after the one of all pages.</summary>
    public string? Style { get; init; }

    public string? Theme { get; init; }
    public string? Script { get; init; }
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

        var document = new Layout_Document { Model = new Document(this, nonce) };
        return Results.Content(document.Render().Value, "text/html; charset=utf-8", null, Status);
    }
}

internal sealed record Document(Page Page, string Nonce);
