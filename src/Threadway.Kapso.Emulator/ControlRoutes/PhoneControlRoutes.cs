using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.ControlRoutes;

/// <summary><c>/_emulator/phones/{number}</c>: what a phone got, and what its owner does.</summary>
internal sealed class PhoneControlRoutes(PhonesControl phones) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var phone = routes.MapGroup("/_emulator/phones/{number}");
        phone.MapGet("/messages", (string number) => Answer.Json(Answer.Array(phones[number].Messages.Select(message => message.Json()))))
            .Does("Lists what a phone got, oldest first");
        phone.MapPost("/messages", WriteAsync).Does(
            "The person writes a message of any type, with Meta's own object of it and whatever Meta has beside; or presses a button or row (reply), or fills in a flow (flow)",
            ControlJson.Default.InboundRequest,
            """{"phoneNumberId":"100000000000001","text":{"body":"Hola"}}""");
        phone.MapPost("/read", (string number) => phones[number].ReadAsync().DoneAsync()).Does("The person looks at the phone: what was delivered is read");
        phone.MapPut("/marketing-preference", PreferAsync).Does(
            "The person stops marketing from a number, or wants it again",
            ControlJson.Default.MarketingPreferenceRequest,
            """{"phoneNumberId":"100000000000001","status":"stopped"}""");
        phone.MapPost("/identity", ChangeIdentityAsync).Does(
            "The person's business-scoped id changed, told to each number that knows the person",
            ControlJson.Default.IdentityRequest,
            """{"previousUserId":"CO.1234"}""");
    }

    private async Task<IResult> WriteAsync(HttpContext http, string number)
    {
        var phone = phones[number];
        var (request, message) = await ControlBody.ReadOpenAsync(http, ControlJson.Default.InboundRequest);
        var id = request switch
        {
            { Reply: { } reply } => await phone.PressAsync(reply.MessageId, reply.Id),
            { Flow: { } flow } => await phone.FillFlowAsync(flow.MessageId, ControlBody.Element(flow.Response)),
            _ => await phone.SendAsync(PhoneMessage.OfMeta(message), request.PhoneNumberId),
        };
        return Answer.Json(new JsonObject { ["id"] = id }, StatusCodes.Status201Created);
    }

    private async Task<IResult> PreferAsync(HttpContext http, string number)
    {
        var phone = phones[number];
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.MarketingPreferenceRequest);
        await (request.Status == MarketingWish.Stopped
            ? phone.StopMarketingAsync(request.PhoneNumberId)
            : phone.ResumeMarketingAsync(request.PhoneNumberId));
        return Results.NoContent();
    }

    private async Task<IResult> ChangeIdentityAsync(HttpContext http, string number)
    {
        var phone = phones[number];
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.IdentityRequest);
        await phone.ChangeIdentityAsync(request.PreviousUserId, request.PreviousParentUserId);
        return Results.NoContent();
    }
}
