using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Events;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.Platform;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Control;

/// <summary>What Meta, or a customer at Meta, does to numbers, business accounts and people, and who is told (contract 9.3, 9.4, 9.6).</summary>
internal sealed class LifecycleControlRoutes(World world, EmulatorClock clock, WebhookSender webhooks) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var number = routes.MapGroup("/_emulator/phone-numbers/{phoneNumberId}");
        number.MapPost("/revoke", RevokeAsync);
        number.MapPost("/offboard", OffboardAsync);
        number.MapPost("/reconnect", ReconnectAsync);

        var account = routes.MapGroup("/_emulator/business-accounts/{accountId}");
        account.MapPost("/disable", DisableAsync);
        account.MapPost("/reinstate", ReinstateAsync);
        account.MapPost("/restrict", RestrictAsync);
        account.MapPost("/violate", ViolateAsync);

        routes.MapPost("/_emulator/phones/{e164}/identity", ChangeIdentityAsync);
        routes.MapPost("/_emulator/events", (Delegate)EmitAsync);
    }

    /// <summary>
    /// The customer takes access away at Meta. The owner of a coexistence number can still unlink it in the phone app
    /// after it was removed at Kapso, so such a number tells it too.
    /// </summary>
    private async Task<IResult> RevokeAsync(HttpContext http, string phoneNumberId)
    {
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.RevokeRequest);
        return await TellAsync(EventNames.Disconnected, phoneNumberId, state =>
        {
            var number = state.PhoneNumbers.Find(one => one.Id == phoneNumberId && (!one.Deleted || one.IsCoexistence))
                ?? throw Refusal.NotFound("Phone number");
            number.Revoked = true;
            var disconnection = new Disconnection(request.Reason, request.InitiatedBy);
            return EventBodies.Lifecycle(state, EventNames.Disconnected, number, clock.GetUtcNow(), disconnection);
        });
    }

    /// <summary>Meta takes the number off its Cloud API: as dead as a revoked one, until a fresh onboarding.</summary>
    private Task<IResult> OffboardAsync(string phoneNumberId) => TellAsync(EventNames.Offboarded, phoneNumberId, state =>
    {
        var number = PhoneNumberRoutes.Find(state, phoneNumberId);
        number.Revoked = true;
        return EventBodies.Lifecycle(state, EventNames.Offboarded, number, clock.GetUtcNow());
    });

    /// <summary>Access comes back at Meta, without a setup link.</summary>
    private Task<IResult> ReconnectAsync(string phoneNumberId) => TellAsync(EventNames.Reconnected, phoneNumberId, state =>
    {
        var number = PhoneNumberRoutes.Find(state, phoneNumberId);
        if (!number.Revoked)
            throw Refusal.Conflict("The number is connected");
        number.Revoked = false;
        return EventBodies.Lifecycle(state, EventNames.Reconnected, number, clock.GetUtcNow());
    });

    private Task<IResult> DisableAsync(string accountId) => TellOfAccountAsync(
        EventNames.AccountDisabled, accountId, state => AccountBodies.Disabled(state, accountId, clock.GetUtcNow()));

    private Task<IResult> ReinstateAsync(string accountId) => TellOfAccountAsync(
        EventNames.AccountReinstated, accountId, state => AccountBodies.Reinstated(state, accountId, clock.GetUtcNow()));

    private async Task<IResult> RestrictAsync(HttpContext http, string accountId)
    {
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.RestrictRequest);
        if (request.Restrictions is { } given && (given.Count == 0 || given.Contains(null!)))
            throw Refusal.Malformed("restrictions must hold one or more");
        var restrictions = request.Restrictions?.ConvertAll(one => new Restriction(one.Type, one.ExpiresAt)) ?? [Restriction.Usual];
        return await TellOfAccountAsync(
            EventNames.AccountRestricted, accountId, state => AccountBodies.Restricted(state, accountId, restrictions, clock.GetUtcNow()));
    }

    private async Task<IResult> ViolateAsync(HttpContext http, string accountId)
    {
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.ViolateRequest);
        return await TellOfAccountAsync(
            EventNames.AccountViolation,
            accountId,
            state => AccountBodies.Violated(state, accountId, request.Type, request.Remediation, clock.GetUtcNow()));
    }

    /// <summary>A person's id follows from the number here, so it is the one before that changes.</summary>
    private async Task<IResult> ChangeIdentityAsync(HttpContext http, string e164)
    {
        var person = PhoneControlRoutes.PersonOf(e164);
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.IdentityRequest);
        var previous = request.PreviousUserId ?? $"{UserId.Of(person)[..3]}{Ids.Meta()}";
        var bodies = world.Change(state =>
        {
            var contact = state.ContactOf(person) ?? throw Refusal.NotFound("Contact");
            contact.UpdatedAt = clock.GetUtcNow();
            return state.Conversations
                .Where(one => one.Person == person)
                .Select(one => (
                    one.PhoneNumberId,
                    Body: EventBodies.IdentityChanged(MessageBodies.Contact(contact), previous, request.PreviousParentUserId, one.PhoneNumberId)))
                .ToList();
        });
        await Task.WhenAll(bodies.Select(one => webhooks.EmitToNumberAsync(EventNames.IdentityChanged, one.PhoneNumberId, one.Body)));
        return Results.NoContent();
    }

    /// <summary>Any event of the catalogue with a body of the caller's: for those that nothing here brings about.</summary>
    private async Task<IResult> EmitAsync(HttpContext http)
    {
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.EventRequest);
        var ofNumber = EventNames.OfNumbers.Contains(request.Event);
        if (!ofNumber && !EventNames.OfProjects.Contains(request.Event))
            throw Refusal.Malformed($"event must be one of {string.Join(", ", EventNames.OfProjects.Concat(EventNames.OfNumbers))}");
        if (ofNumber == request.PhoneNumberId is null)
            throw Refusal.Malformed(ofNumber ? "phoneNumberId is required for an event of a number" : "phoneNumberId is for events of a number");
        if (request.PhoneNumberId is { } id)
            world.Read(state => PhoneNumberRoutes.Find(state, id));

        await webhooks.EmitAsItIsAsync(request.Event, request.PhoneNumberId, request.Body);
        return Results.NoContent();
    }

    private Task<IResult> TellOfAccountAsync(string eventName, string accountId, Func<WorldState, JsonObject> body) => TellAsync(eventName, null, state =>
        state.PhoneNumbers.Exists(number => number.BusinessAccountId == accountId && !number.Deleted)
            ? body(state)
            : throw Refusal.NotFound("Business account"));

    /// <summary>Answers once the first attempts have ended.</summary>
    private async Task<IResult> TellAsync(string eventName, string? phoneNumberId, Func<WorldState, JsonObject> change)
    {
        await webhooks.EmitToProjectAsync(eventName, phoneNumberId, world.Change(change));
        return Results.NoContent();
    }
}
