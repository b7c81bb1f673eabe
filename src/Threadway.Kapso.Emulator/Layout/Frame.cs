using Microsoft.AspNetCore.Html;

namespace Threadway.Kapso.Emulator.Layout;

/// <summary>What stands around the inspector's pages.</summary>
internal sealed record Frame(string? Here, DateTimeOffset Now, HtmlString Body)
{
    public static readonly (string Address, string Name)[] Places =
        [("/", "Overview"), ("/requests", "Requests"), ("/deliveries", "Deliveries"), ("/phones", "Phones")];

    /// <summary>A page whose lists the script keeps fresh from the page's own address.</summary>
    public static IResult Send(HttpContext http, string title, HtmlString body, DateTimeOffset now, int status = StatusCodes.Status200OK)
    {
        var framed = new Layout_Frame { Model = new Frame(http.Request.Path.Value, now, body) };
        var page = new Page(title, framed.Render()) { BodyClass = "tool inspector", Style = "inspector.css", Script = "inspector.js", Status = status };
        return page.Send(http);
    }
}
