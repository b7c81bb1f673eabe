using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.ControlRoutes;

/// <summary><c>/_emulator/phone-numbers</c>: the numbers that Kapso has, and what Meta, a customer there or the owner does to them.</summary>
internal sealed class NumberControlRoutes(PhoneNumbersControl numbers) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/_emulator/phone-numbers");
        all.MapGet("", () => Answer.Json(Answer.Array(numbers.All.Select(one => one.Json())))).Does("Lists the numbers that Kapso has");
        all.MapPost("", (Delegate)AddAsync).Does(
            "Connects a number without a setup link; created is told",
            ControlJson.Default.NumberRequest,
            """{"phoneNumber":"+57 300 123 4567","verifiedName":"Bakery","connectionType":"coexistence"}""");

        var number = all.MapGroup("/{phoneNumberId}");
        number.MapGet("", (string phoneNumberId) => Answer.Json(numbers[phoneNumberId].Json())).Does("Shows one number, by its id or by itself");
        number.MapGet("/verification-code", VerificationCode).Does("Shows the code that request_code sent to a number");
        number.MapPost("/revoke", RevokeAsync).Does(
            "The customer takes access away at Meta; disconnected is told",
            ControlJson.Default.RevokeRequest,
            """{"reason":"ACCOUNT_DISCONNECTED","initiatedBy":"USER"}""");
        number.MapPost("/offboard", (string phoneNumberId) => numbers.OffboardAsync(phoneNumberId).DoneAsync()).Does("Meta takes a number off its Cloud API; offboarded is told");
        number.MapPost("/reconnect", (string phoneNumberId) => numbers.ReconnectAsync(phoneNumberId).DoneAsync()).Does("Access comes back without a setup link; reconnected is told");
        number.MapPost("/remove", (string phoneNumberId) => numbers.RemoveAsync(phoneNumberId).DoneAsync()).Does("Removes a number at Kapso; deleted is told");
        number.MapPost("/echo", EchoAsync).Does(
            "The owner of a coexistence number writes from the phone app",
            ControlJson.Default.EchoRequest,
            """{"to":"+57 310 765 4321","text":{"body":"We open at nine"}}""");

        routes.MapPost("/_emulator/display-name-requests/{id}/status", DecideAsync).Does(
            "What Meta says of a wish for another display name",
            ControlJson.Default.DisplayNameRequest,
            """{"status":"approved"}""");
    }

    private async Task<IResult> AddAsync(HttpContext http)
    {
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.NumberRequest);
        var added = await numbers.AddAsync(
            new PhoneNumberSeed
            {
                PhoneNumberId = request.PhoneNumberId,
                BusinessAccountId = request.BusinessAccountId,
                PhoneNumber = request.PhoneNumber,
                VerifiedName = request.VerifiedName,
                ConnectionType = request.ConnectionType ?? NumberConnection.Dedicated,
                Templates = request.Templates ?? [],
            },
            request.CustomerId);
        return Answer.Json(added.Json(), StatusCodes.Status201Created);
    }

    private IResult VerificationCode(string phoneNumberId)
    {
        var code = numbers.VerificationCode(phoneNumberId);
        return Answer.Json(new JsonObject
        {
            ["code"] = code.Code,
            ["method"] = code.Method,
            ["language"] = code.Language,
            ["until"] = Answer.Time(code.Until),
        });
    }

    private async Task<IResult> RevokeAsync(HttpContext http, string phoneNumberId)
    {
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.RevokeRequest);
        await numbers.RevokeAsync(phoneNumberId, request.Reason, request.InitiatedBy);
        return Results.NoContent();
    }

    private async Task<IResult> EchoAsync(HttpContext http, string phoneNumberId)
    {
        var (request, message) = await ControlBody.ReadOpenAsync(http, ControlJson.Default.EchoRequest);
        var id = await numbers.EchoAsync(phoneNumberId, request.To, PhoneMessage.OfMeta(message));
        return Answer.Json(new JsonObject { ["id"] = id }, StatusCodes.Status201Created);
    }

    private async Task<IResult> DecideAsync(HttpContext http, string id)
    {
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.DisplayNameRequest);
        numbers.DecideDisplayName(id, request.Status == NameVerdict.Approved);
        return Results.NoContent();
    }
}
