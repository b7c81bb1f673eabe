using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Platform;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Control;

/// <summary><c>/_emulator/phone-numbers</c>: what Meta sends to a number, and what it decides about its name.</summary>
internal sealed class NumberControlRoutes(World world, EmulatorClock clock) : IRoutes
{
    private static readonly string[] Decisions = [DisplayNameStatus.Approved, DisplayNameStatus.Declined];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/_emulator/phone-numbers/{phoneNumberId}/verification-code", VerificationCode);
        routes.MapPost("/_emulator/display-name-requests/{id}/status", DecideAsync);
    }

    private IResult VerificationCode(string phoneNumberId) => Answer.Json(world.Read(state =>
    {
        var number = PhoneNumberRoutes.Find(state, phoneNumberId);
        return number.Registration.Code is { } code && code.Until > clock.GetUtcNow()
            ? new JsonObject
            {
                ["code"] = code.Digits,
                ["method"] = code.Method,
                ["language"] = code.Language,
                ["until"] = Answer.Time(code.Until),
            }
            : throw Refusal.NotFound("Verification code");
    }));

    private async Task<IResult> DecideAsync(HttpContext http, string id)
    {
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.StatusRequest);
        if (!Decisions.Contains(request.Status))
            throw Refusal.Malformed($"status must be one of {string.Join(", ", Decisions)}");

        world.Change(state =>
        {
            var now = clock.GetUtcNow();
            var number = state.PhoneNumbers.Find(one => one.DisplayNameRequests.Exists(wish => wish.Id == id))
                ?? throw Refusal.NotFound("Display name request");
            number.Settle(now);
            var wish = number.DisplayNameRequests.Find(one => one.Id == id)!;
            if (wish.Status != DisplayNameStatus.PendingReview)
                throw Refusal.Conflict($"The request is {wish.Status} already");
            (wish.Status, wish.ReviewedAt) = (request.Status, now);
            number.Settle(now);
        });
        return Results.NoContent();
    }
}
