using Threadway.Kapso.Emulator.Events;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Platform;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>The person stops marketing from one number, or wants it again: the one place for the phone's page and the control API.</summary>
internal sealed class Marketing(World world, EmulatorClock clock, WebhookSender webhooks)
{
    /// <summary>Ends once the number's webhooks were tried, which hear of a change alone.</summary>
    public async Task PreferAsync(string person, string phoneNumberId, string status)
    {
        if (status is not (MarketingPreference.Stopped or MarketingPreference.Resumed))
            throw Refusal.Malformed($"status must be {MarketingPreference.Stopped} or {MarketingPreference.Resumed}");

        var body = world.Change(state =>
        {
            var number = PhoneNumberRoutes.Find(state, phoneNumberId);
            var now = clock.GetUtcNow();
            var contact = state.ContactWith(number.Id, person, now);
            return Change(state, number.Id, person, status, now) is { } changed
                ? EventBodies.MarketingPreferenceChanged(contact, changed)
                : null;
        });
        if (body is not null)
            await webhooks.EmitToNumberAsync(EventNames.MarketingPreferenceChanged, phoneNumberId, body);
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
