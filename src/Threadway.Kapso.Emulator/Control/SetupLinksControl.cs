using System.Diagnostics;
using System.Net;
using Threadway.Kapso.Emulator.Control;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.SetupPage;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator;

/// <summary>What customers do on the hosted page.</summary>
public sealed class SetupLinksControl
{
    private readonly World world;
    private readonly EmulatorClock clock;
    private readonly Onboarding onboarding;
    private readonly WebhookSender webhooks;
    private readonly Origin origin;

    internal SetupLinksControl(World world, EmulatorClock clock, Onboarding onboarding, WebhookSender webhooks, Origin origin) =>
        (this.world, this.clock, this.onboarding, this.webhooks, this.origin) = (world, clock, onboarding, webhooks, origin);

    /// <summary>All links, oldest first.</summary>
    public IReadOnlyList<EmulatedSetupLink> All => world.Read(state =>
    {
        var now = clock.GetUtcNow();
        state.SetupLinks.ForEach(link => link.Settle(now));
        return state.SetupLinks.ConvertAll(link => EmulatedSetupLink.Of(link, origin.Address));
    });

    /// <summary>Finishes a setup, as a customer does on the page.</summary>
    /// <param name="link">The link's id, or the address of its page.</param>
    /// <param name="choice">What the customer chooses; everything is chosen for them when null.</param>
    /// <param name="cancellationToken">Gives up the wait for the webhook; the setup is finished all the same.</param>
    /// <exception cref="ArgumentException">A choice cannot be followed.</exception>
    /// <exception cref="SetupNotCompletedException">The link is not active, or the setup fails.</exception>
    /// <exception cref="KapsoEmulatorException">There is no such link.</exception>
    public async Task<CompletedSetup> CompleteAsync(string link, SetupCompletion? choice = null, CancellationToken cancellationToken = default)
    {
        choice ??= new SetupCompletion();
        var (completed, tellAsync) = Complete(link, choice);
        var told = choice.Webhook == WebhookTiming.Never ? Task.CompletedTask : tellAsync();
        if (choice.Webhook == WebhookTiming.Before)
            await told.WaitAsync(cancellationToken);
        return completed;
    }

    /// <summary>Lets a setup fail. The link stays active, except that <c>link_expired</c> expires it.</summary>
    /// <param name="link">The link's id, or the address of its page.</param>
    /// <param name="errorCode">How (contract 5), for example <c>facebook_auth_failed</c>.</param>
    /// <returns>Where the customer's browser goes, with the error in its parameters; null when the link has no such address.</returns>
    /// <exception cref="ArgumentException">The code is empty.</exception>
    /// <exception cref="SetupNotCompletedException">The link is not active.</exception>
    /// <exception cref="KapsoEmulatorException">There is no such link.</exception>
    public Uri? Fail(string link, string errorCode)
    {
        ArgumentNullException.ThrowIfNull(errorCode);
        if (string.IsNullOrWhiteSpace(errorCode))
            throw new WrongArgument("errorCode must not be empty", nameof(errorCode));

        return onboarding.Fail(Which(link), errorCode) switch
        {
            SetupFailed failed => Address(failed.RedirectUrl),
            var other => throw NotDone(other, link),
        };
    }

    /// <summary>The setup, and what tells the webhooks of it, to be called at its time.</summary>
    internal (CompletedSetup Completed, Func<Task> TellAsync) Complete(string link, SetupCompletion choice)
    {
        WrongArgument.CheckRange("duplicateWebhook", choice.DuplicateWebhook, 0, DeliveryRule.MostDuplicates);
        var type = choice.ConnectionType switch
        {
            null => null,
            NumberConnection.Coexistence => ConnectionType.Coexistence,
            _ => ConnectionType.Dedicated,
        };
        var done = onboarding.Complete(Which(link), new SetupChoice(type, choice.DisplayPhoneNumber, choice.VerifiedName, choice.CountryIso)) switch
        {
            SetupCompleted completed => completed,
            var other => throw NotDone(other, link),
        };
        return (
            new CompletedSetup(done.PhoneNumberId, Address(done.RedirectUrl)),
            () => done.Event is { } happened
                ? webhooks.EmitToProjectAsync(happened.Name, happened.PhoneNumberId, happened.Body, choice.DuplicateWebhook)
                : Task.CompletedTask);
    }

    private KapsoEmulatorException NotDone(SetupOutcome? outcome, string named) => outcome switch
    {
        null => world.Read(state => Known.Missing("setup link", named, state.SetupLinks.Select(link => $"{link.Id} ({link.Status})"))),
        SetupClosed closed => new SetupNotCompletedException(HttpStatusCode.Conflict, $"The setup link is {closed.LinkStatus}", Address(closed.RedirectUrl))
        {
            LinkStatus = closed.LinkStatus,
        },
        SetupFailed failed => new SetupNotCompletedException(HttpStatusCode.UnprocessableEntity, failed.Reason, Address(failed.RedirectUrl))
        {
            ErrorCode = failed.ErrorCode,
        },
        _ => throw new UnreachableException(outcome.ToString()),
    };

    private static Predicate<SetupLink> Which(string named)
    {
        ArgumentException.ThrowIfNullOrEmpty(named);
        var token = named[(named.LastIndexOf('/') + 1)..];
        return link => link.Id == named || link.Token == token;
    }

    private static Uri? Address(string? url) => url is null ? null : new Uri(url);
}

/// <summary>A setup link, as it stood when it was looked at.</summary>
/// <param name="Id">Kapso's id.</param>
/// <param name="CustomerId">Whose it is.</param>
/// <param name="Url">The address of the hosted page.</param>
/// <param name="Status"><c>active</c>, <c>used</c>, <c>expired</c> or <c>revoked</c>.</param>
/// <param name="ExpiresAt">When it runs out, by the emulator's clock.</param>
/// <param name="PhoneNumberId">Meta's id of the number that came out of it; null before.</param>
public sealed record EmulatedSetupLink(string Id, string CustomerId, Uri Url, string Status, DateTimeOffset? ExpiresAt, string? PhoneNumberId)
{
    internal static EmulatedSetupLink Of(SetupLink link, Uri origin) => new(
        link.Id, link.CustomerId, new Uri(origin, $"/whatsapp/setup/{link.Token}"), link.Status, link.ExpiresAt, link.PhoneNumberId);
}
