using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Control;

/// <summary><c>/_emulator/phones/{number}/marketing-preference</c>: the person stops marketing from one number, or wants it again.</summary>
internal sealed class MarketingControlRoutes(World world, EmulatorClock clock, WebhookSender webhooks)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapPut("/_emulator/phones/{e164}/marketing-preference", SetAsync);

    private async Task<IResult> SetAsync(HttpContext http, string e164)
    {
        var person = PhoneText.Parse(e164) ?? throw Refusal.Malformed("The phone number must be in international form");
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.MarketingPreferenceRequest);
        if (request.Status is not (MarketingPreference.Stopped or MarketingPreference.Resumed))
            throw Refusal.Malformed($"status must be {MarketingPreference.Stopped} or {MarketingPreference.Resumed}");

        var body = world.Change(state =>
        {
            var number = state.NumberById(request.PhoneNumberId) ?? throw Refusal.NotFound("Phone number");
            var now = clock.GetUtcNow();
            var contact = state.ContactWith(number.Id, person, now);
            return Change(state, number.Id, person, request.Status, now) is { } changed
                ? EventBodies.MarketingPreferenceChanged(contact, changed)
                : null;
        });
        if (body is not null)
            await webhooks.EmitToNumberAsync(EventNames.MarketingPreferenceChanged, request.PhoneNumberId, body);
        return Results.NoContent();
    }

    /// <summary>Null when the person said the same before.</summary>
    private static MarketingPreference? Change(WorldState state, string phoneNumberId, string person, string status, DateTimeOffset now)
    {
        var known = state.MarketingPreferenceOf(phoneNumberId, person);
        if (known is null)
        {
            known = new MarketingPreference { PhoneNumberId = phoneNumberId, Person = person, Status = status, OccurredAt = now };
            state.MarketingPreferences.Add(known);
            return known;
        }

        if (known.Status == status)
            return null;
        (known.PreviousStatus, known.Status, known.OccurredAt) = (known.Status, status, now);
        known.Sequence++;
        return known;
    }
}
