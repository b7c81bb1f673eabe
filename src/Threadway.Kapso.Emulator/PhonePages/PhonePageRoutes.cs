using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.Layout;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.PhonePages;

/// <summary>The screen of any phone: what it got, and the means to write, react and answer from it.</summary>
internal sealed class PhonePageRoutes(World world, EmulatorClock clock, PhoneForms forms, StatusReports reports) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/phones", All);
        routes.MapGet("/phones/{e164}", Show);
        routes.MapGet("/phones/{e164}/screen", Screen);
        routes.MapPost("/phones/{e164}/read", ReadAsync);
        MapForm(routes, "", forms.WriteAsync);
        MapForm(routes, "/react", forms.ReactAsync);
        MapForm(routes, "/place", forms.PlaceAsync);
        MapForm(routes, "/file", forms.FileAsync);
        MapForm(routes, "/press", forms.PressAsync);
        MapForm(routes, "/contact", forms.ContactAsync);
        MapForm(routes, "/flow", forms.FlowAsync);
        MapForm(routes, "/card", forms.CardAsync);
        MapForm(routes, "/edit", forms.EditAsync);
        MapForm(routes, "/revoke", forms.RevokeAsync);
        MapForm(routes, "/any", forms.AnyAsync);
        MapForm(routes, "/marketing", forms.MarketingAsync);
    }

    private void MapForm(IEndpointRouteBuilder routes, string path, Func<string, IFormCollection, Task<string?>> act) =>
        routes.MapPost("/phones/{e164}" + path, (HttpContext http, string e164) => DoAsync(http, e164, act));

    /// <summary>The list, and where its form leads: to the phone that was typed.</summary>
    private IResult All(HttpContext http)
    {
        var typed = new QueryReader(http.Request).Text("number");
        if (typed is not null && PhoneText.Parse(typed) is { } digits)
            return Results.Redirect($"/phones/%2B{digits}");

        var body = world.Read(state => new PhonePages_PhoneList { Model = new PhoneList(state, typed) }.Render());
        return Frame.Send(http, "Phones", body, clock.GetUtcNow());
    }

    private IResult Show(HttpContext http, string e164)
    {
        if (PhoneText.Parse(e164) is not { } digits)
            return NoSuchPhone(http);

        var query = new QueryReader(http.Request);
        return world.Read(state => PhoneView.Of(state, clock.GetUtcNow(), digits, query.Text("chat"), query.Text("reply")).With(query.Text("kind")).ToPage()).Send(http);
    }

    private IResult Screen(HttpContext http, string e164)
    {
        if (PhoneText.Parse(e164) is not { } digits)
            return Results.NotFound();

        var chat = new QueryReader(http.Request).Text("chat");
        return Markup.Part(http, world.Read(state => new PhonePages_Live { Model = PhoneView.Of(state, clock.GetUtcNow(), digits, chat) }.Render()));
    }

    /// <summary>The person looks at a chat. On an owner's side nothing is told.</summary>
    private async Task<IResult> ReadAsync(HttpContext http, string e164)
    {
        if (PhoneText.Parse(e164) is not { } digits)
            return Results.NotFound();

        var chat = new QueryReader(http.Request).Text("chat");
        if (world.Read(state => PhoneView.Of(state, clock.GetUtcNow(), digits, chat).Chat) is { AsOwner: false } open)
            await reports.ReadByAsync(digits, open.Conversation.PhoneNumberId);
        return Results.NoContent();
    }

    /// <summary>Does what the form asks and shows the chat again; a refusal shows above the draft.</summary>
    private async Task<IResult> DoAsync(HttpContext http, string e164, Func<string, IFormCollection, Task<string?>> act)
    {
        if (PhoneText.Parse(e164) is not { } digits)
            return NoSuchPhone(http);
        if (!http.Request.HasFormContentType)
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        try
        {
            var written = await act(digits, form);
            var chat = written is null ? form["chat"].ToString() : world.Read(state => state.MessageById(written)?.ConversationId);
            http.Response.Headers.Location = $"/phones/%2B{digits}?chat={Uri.EscapeDataString(chat ?? "")}";
            return Results.StatusCode(StatusCodes.Status303SeeOther);
        }
        catch (Refusal refusal)
        {
            return world.Read(state => (PhoneView.Of(state, clock.GetUtcNow(), digits, form["chat"], form["context_message_id"]) with
            {
                Error = refusal.Body["error"]!.ToString(),
                Draft = form["text"].ToString().Trim(),
                Json = form["json"].ToString() is { Length: > 0 } json ? json : null,
                Status = refusal.Status,
            }).ToPage()).Send(http);
        }
    }

    private static IResult NoSuchPhone(HttpContext http) => new Page("No such phone", new PhonePages_NoSuchPhone().Render())
    {
        Status = StatusCodes.Status404NotFound,
    }.Send(http);
}
