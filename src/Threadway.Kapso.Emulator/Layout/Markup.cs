using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;
using RazorSlices;

namespace Threadway.Kapso.Emulator.Layout;

internal static class Markup
{
    public static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>At once, because what a slice shows may only be looked at while the world stands still. No slice waits for anything.</summary>
    public static HtmlString Render(this RazorSlice slice)
    {
        using var text = new StringWriter();
        var rendering = slice.RenderAsync(text, Encoder);
        if (!rendering.IsCompleted)
            throw new InvalidOperationException($"{slice.GetType().Name} waits");
        rendering.GetAwaiter().GetResult();
        return new HtmlString(text.ToString());
    }

    /// <summary>An address that breaks between its parts, so that no id is torn in the middle.</summary>
    public static HtmlString Breakable(string address) => new(Encoder.Encode(address).Replace("/", "/<wbr>", StringComparison.Ordinal));

    /// <summary>A part of a page, for its script.</summary>
    public static IResult Part(HttpContext http, HtmlString part)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Content(part.Value, "text/html; charset=utf-8");
    }
}
