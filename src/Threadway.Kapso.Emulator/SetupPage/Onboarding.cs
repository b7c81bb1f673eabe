using Threadway.Kapso.Emulator.Events;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.SetupPage;

/// <summary>Finishes a setup link or lets it fail: the one place for the hosted page and the control API.</summary>
internal sealed class Onboarding(World world, EmulatorClock clock)
{
    /// <summary>Null when there is no such link.</summary>
    public SetupOutcome? Complete(Predicate<SetupLink> which, SetupChoice choice) => world.Change(state =>
    {
        var now = clock.GetUtcNow();
        return state.Link(now, which) switch
        {
            null => null,
            { Status: not LinkStatus.Active } closed => Closed(closed),
            { ReconnectPhoneNumber: not null } link => Reconnect(state, link, choice, now),
            { ProvisionPhoneNumber: true } link => Provision(state, link, choice, now),
            var link => Connect(state, link, choice, now),
        };
    });

    /// <summary>A failed attempt leaves the link active, so that the same address can be tried again (contract 4.5 does not say).</summary>
    public SetupOutcome? Fail(Predicate<SetupLink> which, string errorCode) => world.Change<SetupOutcome?>(state =>
    {
        var link = state.Link(clock.GetUtcNow(), which);
        switch (errorCode)
        {
            case var _ when link is null:
                return null;
            case SetupErrors.AlreadyUsed:
                break;
            case SetupErrors.LinkExpired when link.Status is LinkStatus.Active or LinkStatus.Expired:
                link.Status = LinkStatus.Expired;
                break;
            case var _ when link.Status != LinkStatus.Active:
                return Closed(link);
            default:
                return Failed(link, errorCode, SetupErrors.ReasonOf(errorCode));
        }

        return new SetupFailed(errorCode, Redirects.OnFailure(link, errorCode), SetupErrors.ReasonOf(errorCode));
    });

    /// <summary>The number that the page shows before it is bought: the same each time it is looked at.</summary>
    public static string OfferedNumber(WorldState state, SetupLink link, Country country) =>
        PhoneText.Invent(country, link.PhoneNumberAreaCode, link.Id, digits => state.NumberByDigits(digits) is not null);

    private static SetupOutcome Connect(WorldState state, SetupLink link, SetupChoice choice, DateTimeOffset now)
    {
        var digits = choice.PhoneNumber is { } typed
            ? PhoneText.AsWritten(typed)
            : PhoneText.Invent(Country.All[0], null, Ids.Uuid(), taken => state.NumberByDigits(taken) is not null);
        if (digits is null)
            return Failed(link, SetupErrors.PhoneVerificationFailed, "The phone number is not valid");

        var known = state.NumberByDigits(digits);
        if (known is not null && known.CustomerId != link.CustomerId)
            return Failed(link, SetupErrors.PhoneVerificationFailed, "The phone number is connected elsewhere");
        return known is null ? Create(state, link, choice, digits, now) : Refresh(state, link, known, choice, now);
    }

    private static SetupOutcome Provision(WorldState state, SetupLink link, SetupChoice choice, DateTimeOffset now)
    {
        var iso = choice.CountryIso ?? link.PhoneNumberCountryIsos[0];
        if (!link.PhoneNumberCountryIsos.Contains(iso) || Country.OfIso(iso) is not { } country)
            return Failed(link, SetupErrors.PhoneVerificationFailed, $"No number can be provisioned in {iso}");

        var digits = choice.PhoneNumber is { } wished ? PhoneText.AsWritten(wished) : OfferedNumber(state, link, country);
        if (digits is null || state.NumberByDigits(digits) is not null)
            return Failed(link, SetupErrors.PhoneVerificationFailed, "The phone number cannot be provisioned");

        link.ProvisionedPhoneNumber = new ProvisionedNumber(
            Ids.Uuid(), "+" + digits, "active", iso, country.DialCode,
            iso == "US" ? link.PhoneNumberAreaCode : null, PhoneText.Format(digits));
        return Create(state, link, choice, digits, now);
    }

    /// <summary>Contract 4.6: the same number, the same id; another one makes the setup fail.</summary>
    private static SetupOutcome Reconnect(WorldState state, SetupLink link, SetupChoice choice, DateTimeOffset now)
    {
        var number = state.NumberByDigits(link.ReconnectPhoneNumber!);
        if (number is null || number.CustomerId != link.CustomerId)
            return Failed(link, SetupErrors.PhoneVerificationFailed, "The number to reconnect is not connected any more");
        if (choice.PhoneNumber is { } chosen && !number.IsAt(PhoneText.Digits(chosen)))
            return Failed(link, SetupErrors.PhoneVerificationFailed, "The chosen number is not the one to reconnect");
        return Refresh(state, link, number, choice, now);
    }

    private static SetupCompleted Create(WorldState state, SetupLink link, SetupChoice choice, string digits, DateTimeOffset now)
    {
        // Meta knows a number by the same id when its owner brings it back after it was removed at Kapso.
        var former = state.PhoneNumbers.Find(one => one.Deleted && one.IsAt(digits) && one.CustomerId == link.CustomerId);
        if (former is not null)
            state.PhoneNumbers.Remove(former);

        var name = choice.VerifiedName ?? PhoneText.FormatIn(state.CustomerById(link.CustomerId)?.Name ?? "My business");
        var number = new PhoneNumber
        {
            Id = former?.Id ?? Ids.Meta(),
            InternalId = Ids.Uuid(),
            Name = name,
            CustomerId = link.CustomerId,
            BusinessAccountId = former?.BusinessAccountId ?? Ids.Meta(),
            IsCoexistence = TypeOf(link, choice) == ConnectionType.Coexistence,
            Digits = digits,
            VerifiedName = name,
            CreatedAt = now,
            UpdatedAt = now,
        };
        state.PhoneNumbers.Add(number);
        if (former is null)
            state.Templates.Add(SeededTemplates.HelloWorld(number.BusinessAccountId, number.CreatedAt));

        var created = new SetupEvent(EventNames.Created, number.Id, EventBodies.CreatedOrDeleted(state, number.Id, number.CustomerId));
        return Completed(link, number, created);
    }

    /// <summary>New credentials for a number that is there already: no new number, so no created event.</summary>
    private static SetupCompleted Refresh(
        WorldState state, SetupLink link, PhoneNumber number, SetupChoice choice, DateTimeOffset now)
    {
        number.IsCoexistence = TypeOf(link, choice) == ConnectionType.Coexistence;
        number.UpdatedAt = now;
        number.Registration = new Registration();
        if (!number.Revoked)
            return Completed(link, number, null);

        number.Revoked = false;
        var body = EventBodies.Lifecycle(state, EventNames.Reconnected, number, now);
        return Completed(link, number, new SetupEvent(EventNames.Reconnected, number.Id, body));
    }

    private static string TypeOf(SetupLink link, SetupChoice choice) =>
        choice.ConnectionType is { } chosen && link.AllowedConnectionTypes.Contains(chosen) ? chosen : link.AllowedConnectionTypes[0];

    private static SetupCompleted Completed(SetupLink link, PhoneNumber number, SetupEvent? happened)
    {
        (link.Status, link.WhatsappSetupStatus, link.WhatsappSetupError) = (LinkStatus.Used, SetupStatus.Completed, null);
        link.PhoneNumberId = number.Id;
        return new SetupCompleted(number.Id, Redirects.OnSuccess(link, number), happened);
    }

    private static SetupFailed Failed(SetupLink link, string code, string reason)
    {
        (link.WhatsappSetupStatus, link.WhatsappSetupError) = (SetupStatus.Failed, reason);
        return new SetupFailed(code, Redirects.OnFailure(link, code), reason);
    }

    private static SetupClosed Closed(SetupLink link) => new(link.Status, Redirects.OnClosed(link));
}
