using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.Media;
using Threadway.Kapso.Emulator.Phones;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Control;

/// <summary><c>/_emulator/phones/{number}</c>: what a phone got, and what its owner does.</summary>
internal sealed class PhoneControlRoutes(World world, Person person, Marketing marketing, StatusReports reports, MediaStore store) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var phone = routes.MapGroup("/_emulator/phones/{e164}");
        phone.MapGet("/messages", Messages);
        phone.MapPost("/messages", WriteAsync);
        phone.MapPost("/read", ReadAsync);
        phone.MapPut("/marketing-preference", PreferAsync);
    }

    /// <summary>The digits of a phone in a path, or the answer 400.</summary>
    public static string PersonOf(string e164) =>
        PhoneText.Parse(e164) ?? throw Refusal.Malformed("The phone number must be in international form");

    private IResult Messages(string e164)
    {
        var digits = PersonOf(e164);
        return Answer.Json(world.Read(state => Answer.Array(state.Messages
            .Where(message => message.Person == digits && !message.IsInbound)
            .Select(message => new JsonObject
            {
                ["id"] = message.Id,
                ["phoneNumberId"] = message.PhoneNumberId,
                ["type"] = message.Type,
                ["text"] = message.Text,
                ["code"] = message.Code,
                ["content"] = message.Content.DeepClone(),
                ["contextMessageId"] = message.ContextMessageId,
                ["status"] = message.Status,
                ["sentAt"] = Answer.Time(message.At),
            }))));
    }

    private async Task<IResult> WriteAsync(HttpContext http, string e164)
    {
        var digits = PersonOf(e164);
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.InboundRequest);
        var id = request switch
        {
            { Type: "interactive", Reply: { } reply } => await person.PressAsync(digits, reply.MessageId, reply.Id),
            { Type: "interactive", Flow: { } flow } => await person.FillFlowAsync(digits, flow.MessageId, flow.Response),
            { Type: "interactive" } => throw Refusal.Malformed("reply or flow is required"),
            { PhoneNumberId: { } number } => await person.WriteAsync(digits, number, request.Content(http.Request, store, number)),
            _ => throw Refusal.Malformed("phoneNumberId is required"),
        };
        return Answer.Json(new JsonObject { ["id"] = id }, StatusCodes.Status201Created);
    }

    private async Task<IResult> ReadAsync(string e164)
    {
        await reports.ReadByAsync(PersonOf(e164));
        return Results.NoContent();
    }

    private async Task<IResult> PreferAsync(HttpContext http, string e164)
    {
        var person = PersonOf(e164);
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.MarketingPreferenceRequest);
        await marketing.PreferAsync(person, request.PhoneNumberId, request.Status);
        return Results.NoContent();
    }
}
