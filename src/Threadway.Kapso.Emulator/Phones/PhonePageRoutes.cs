using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Pages;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>The screen of any phone: what it got, and a box to write from it.</summary>
internal sealed class PhonePageRoutes(World world, Person person)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/phones", All);
        routes.MapGet("/phones/open", Open);
        routes.MapGet("/phones/{e164}", Show);
        routes.MapGet("/phones/{e164}/screen", Screen);
        routes.MapPost("/phones/{e164}", WriteAsync);
    }

    private IResult All(HttpContext http) => world.Read(state => PhonePageView.List(state).Send(http));

    /// <summary>The list's form: goes to the phone that was typed.</summary>
    private IResult Open(HttpContext http) => PhoneText.Parse(new QueryReader(http.Request).Text("number")) is { } digits
        ? Results.Redirect($"/phones/%2B{digits}")
        : Results.Redirect("/phones");

    private IResult Show(HttpContext http, string e164) => PhoneText.Parse(e164) is { } digits
        ? world.Read(state => PhonePageView.Phone(state, digits, null, "").Send(http))
        : NoSuchPhone(http);

    private IResult Screen(string e164) => PhoneText.Parse(e164) is { } digits
        ? Results.Content(world.Read(state => PhonePageView.Messages(state, digits)).ToString(), "text/html; charset=utf-8")
        : Results.NotFound();

    private async Task<IResult> WriteAsync(HttpContext http, string e164)
    {
        if (PhoneText.Parse(e164) is not { } digits)
            return NoSuchPhone(http);

        if (!http.Request.HasFormContentType)
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var text = form["text"].ToString().Trim();
        try
        {
            if (text.Length > 0)
                await person.WriteAsync(digits, form["phone_number_id"].ToString(), text);
        }
        catch (Refusal refusal)
        {
            var reason = refusal.Body["error"]!.ToString();
            return world.Read(state => PhonePageView.Phone(state, digits, reason, text).Send(http));
        }

        http.Response.Headers.Location = $"/phones/%2B{digits}";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static IResult NoSuchPhone(HttpContext http) => new Page("No such phone", Html.Of($"""
        <main class="wide"><h1>No such phone</h1><p>A phone number has a country code and 8 to 15 digits. <a href="/phones">All phones</a></p></main>
        """))
    {
        Status = StatusCodes.Status404NotFound,
    }.Send(http);
}
