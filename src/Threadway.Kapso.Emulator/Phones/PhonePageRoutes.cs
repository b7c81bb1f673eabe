using System.Globalization;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Media;
using Threadway.Kapso.Emulator.Pages;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>The screen of any phone: what it got, and a box to write from it.</summary>
internal sealed class PhonePageRoutes(World world, EmulatorClock clock, Person person, StatusReports reports)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/phones", All);
        routes.MapGet("/phones/open", Open);
        routes.MapGet("/phones/{e164}", Show);
        routes.MapGet("/phones/{e164}/screen", Screen);
        routes.MapPost("/phones/{e164}", WriteAsync);
        routes.MapPost("/phones/{e164}/press", PressAsync);
        routes.MapPost("/phones/{e164}/place", SendPlaceAsync);
        routes.MapPost("/phones/{e164}/file", SendFileAsync);
        routes.MapPost("/phones/{e164}/read", ReadAsync);
    }

    private IResult All(HttpContext http) => world.Read(state => PhonePageView.List(state).Send(http));

    /// <summary>The list's form: goes to the phone that was typed.</summary>
    private IResult Open(HttpContext http) => PhoneText.Parse(new QueryReader(http.Request).Text("number")) is { } digits
        ? Results.Redirect($"/phones/%2B{digits}")
        : Results.Redirect("/phones");

    private IResult Show(HttpContext http, string e164) => PhoneText.Parse(e164) is { } digits
        ? world.Read(state => PhonePageView.Phone(state, digits, clock.GetUtcNow()).Send(http))
        : NoSuchPhone(http);

    private IResult Screen(string e164) => PhoneText.Parse(e164) is { } digits
        ? Results.Content(world.Read(state => PhonePageView.Messages(state, digits, clock.GetUtcNow())).ToString(), "text/html; charset=utf-8")
        : Results.NotFound();

    private async Task<IResult> ReadAsync(string e164)
    {
        if (PhoneText.Parse(e164) is not { } digits)
            return Results.NotFound();

        await reports.ReadByAsync(digits);
        return Results.NoContent();
    }

    private Task<IResult> WriteAsync(HttpContext http, string e164) => DoAsync(http, e164, async (digits, form) =>
    {
        if (form["text"].ToString().Trim() is { Length: > 0 } text)
            await person.WriteAsync(digits, form["phone_number_id"].ToString(), InboundContent.OfText(text));
    });

    private Task<IResult> PressAsync(HttpContext http, string e164) => DoAsync(http, e164, (digits, form) =>
        person.PressAsync(digits, form["message_id"].ToString(), form["choice"].ToString()));

    /// <summary>Goes to the business that wrote last.</summary>
    private Task<IResult> SendPlaceAsync(HttpContext http, string e164) => DoAsync(http, e164, (digits, form) =>
    {
        var name = form["place"].ToString() is { Length: > 0 } text ? text : null;
        return person.WriteAsync(digits, LastBusiness(digits), InboundContent.OfLocation(Degrees(form, "latitude"), Degrees(form, "longitude"), name, null));
    });

    private Task<IResult> SendFileAsync(HttpContext http, string e164) => DoAsync(http, e164, async (digits, form) =>
    {
        var part = form.Files["file"] ?? throw Refusal.Unprocessable("Choose a file first");
        var bytes = await MediaRoutes.BytesAsync(part, http.RequestAborted);
        var caption = form["caption"].ToString() is { Length: > 0 } text ? text : null;
        await person.WriteFileAsync(digits, LastBusiness(digits), new InboundFile(part.ContentType ?? "", part.FileName, bytes, caption));
    });

    private string LastBusiness(string digits) =>
        world.Read(state => state.Messages.FindLast(message => message.Person == digits)?.PhoneNumberId)
        ?? throw Refusal.Unprocessable("Write a message first, so that it is clear to whom this goes");

    private static double Degrees(IFormCollection form, string name) =>
        double.TryParse(form[name].ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees)
            ? degrees
            : throw Refusal.Unprocessable($"The {name} must be a number, as 4.6097");

    /// <summary>Does what the form asks and shows the phone again; a refusal shows above the draft.</summary>
    private async Task<IResult> DoAsync(HttpContext http, string e164, Func<string, IFormCollection, Task> act)
    {
        if (PhoneText.Parse(e164) is not { } digits)
            return NoSuchPhone(http);
        if (!http.Request.HasFormContentType)
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        try
        {
            await act(digits, form);
        }
        catch (Refusal refusal)
        {
            var reason = refusal.Body["error"]!.ToString();
            return world.Read(state => PhonePageView.Phone(state, digits, clock.GetUtcNow(), reason, form["text"].ToString().Trim()).Send(http));
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
