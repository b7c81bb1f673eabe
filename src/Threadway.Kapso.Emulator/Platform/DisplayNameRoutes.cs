using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Platform;

/// <summary>Contract 6.2: asking Meta for another display name.</summary>
internal sealed class DisplayNameRoutes(World world, EmulatorClock clock) : IRoutes
{
    private const string NewName = "new_display_name";
    private const int LongestName = 256;

    public void Map(IEndpointRouteBuilder routes)
    {
        var requests = routes.MapGroup("/platform/v1/whatsapp/phone_numbers/{phoneNumberId}/display_name_requests");
        requests.MapGet("", List);
        requests.MapPost("", CreateAsync);
        requests.MapGet("/{requestId}", Get);
    }

    private IResult List(HttpContext http, string phoneNumberId) => Paging.ByPage(http, world.Read(state =>
    {
        var number = Settled(state, phoneNumberId);
        return number.DisplayNameRequests.AsEnumerable().Reverse().Select(request => Json(number, request)).ToList();
    }));

    private async Task<IResult> CreateAsync(HttpContext http, string phoneNumberId)
    {
        var name = (await Fields.ReadAsync(http, "display_name_request", NewName)).Required(NewName);
        if (name.Length > LongestName)
            throw Refusal.Unprocessable($"{NewName} has {name.Length} characters, {LongestName} at most");

        return Answer.Created(world.Change(state =>
        {
            var number = Settled(state, phoneNumberId);
            if (number.IsSandbox)
                throw Refusal.Unprocessable("A sandbox number has no display name of its own");
            var request = new DisplayNameRequest
            {
                Id = Ids.Uuid(),
                RequestedName = name,
                PreviousName = number.VerifiedName,
                SubmittedAt = clock.GetUtcNow(),
            };
            number.DisplayNameRequests.Add(request);
            return Json(number, request);
        }));
    }

    private IResult Get(string phoneNumberId, string requestId) => Answer.Data(world.Read(state =>
    {
        var number = Settled(state, phoneNumberId);
        return number.DisplayNameRequests.Find(one => one.Id == requestId) is { } request
            ? Json(number, request)
            : throw Refusal.NotFound("Display name request");
    }));

    private PhoneNumber Settled(WorldState state, string phoneNumberId)
    {
        var number = PhoneNumberRoutes.Find(state, phoneNumberId);
        number.Settle(clock.GetUtcNow());
        return number;
    }

    private static JsonObject Json(PhoneNumber number, DisplayNameRequest request)
    {
        var declined = request.Status == DisplayNameStatus.Declined;
        return new JsonObject
        {
            ["id"] = request.Id,
            ["phone_number_id"] = number.Id,
            ["requested_display_name"] = request.RequestedName,
            ["previous_display_name"] = request.PreviousName,
            ["status"] = request.Status,
            ["submitted_at"] = Answer.Time(request.SubmittedAt),
            ["reviewed_at"] = Answer.Time(request.ReviewedAt),
            ["applied_at"] = request.Status == DisplayNameStatus.Applied ? Answer.Time(request.ReviewedAt) : null,
            ["meta_error_code"] = declined ? 100 : null,
            ["meta_error_subcode"] = null,
            ["meta_error_type"] = declined ? "OAuthException" : null,
            ["meta_error_message"] = declined ? "The display name was declined" : null,
        };
    }
}
