using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.Media;
using Threadway.Kapso.Emulator.Phones;

namespace Threadway.Kapso.Emulator.Control;

/// <summary><c>POST /_emulator/phone-numbers/{id}/echo</c>: the owner of a coexistence number writes from the phone app.</summary>
internal sealed class EchoControlRoutes(Owner owner, MediaStore store) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/_emulator/phone-numbers/{phoneNumberId}/echo", EchoAsync);

    private async Task<IResult> EchoAsync(HttpContext http, string phoneNumberId)
    {
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.EchoRequest);
        var person = PhoneText.Parse(request.To) ?? throw Refusal.Malformed("to must be a phone number in international form");
        var id = await owner.WriteAsync(phoneNumberId, person, request.Content(http.Request, store, phoneNumberId));
        return Answer.Json(new JsonObject { ["id"] = id }, StatusCodes.Status201Created);
    }
}
