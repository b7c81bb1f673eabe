using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Control;
using Threadway.Kapso.Emulator.Events;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator;

/// <summary>
/// Meta's verdicts on WhatsApp Business accounts, told once for all numbers of an account (contract 9.4). They only tell:
/// sends go on. Each call ends once the first attempts of the webhooks have ended; a cancelled one has happened all the same.
/// </summary>
public sealed class BusinessAccountsControl
{
    private readonly World world;
    private readonly EmulatorClock clock;
    private readonly WebhookSender webhooks;

    internal BusinessAccountsControl(World world, EmulatorClock clock, WebhookSender webhooks) =>
        (this.world, this.clock, this.webhooks) = (world, clock, webhooks);

    /// <summary>The account is banned: <c>whatsapp.account.disabled</c>.</summary>
    /// <param name="accountId">Meta's id of the account.</param>
    /// <param name="cancellationToken">Gives up the wait for the webhooks.</param>
    /// <exception cref="KapsoEmulatorException">No number is of such an account.</exception>
    public Task DisableAsync(string accountId, CancellationToken cancellationToken = default) =>
        TellAsync(EventNames.AccountDisabled, accountId, state => AccountBodies.Disabled(state, accountId, clock.GetUtcNow()), cancellationToken);

    /// <summary>The ban is taken back: <c>whatsapp.account.reinstated</c>.</summary>
    /// <param name="accountId">Meta's id of the account.</param>
    /// <param name="cancellationToken">Gives up the wait for the webhooks.</param>
    /// <exception cref="KapsoEmulatorException">No number is of such an account.</exception>
    public Task ReinstateAsync(string accountId, CancellationToken cancellationToken = default) =>
        TellAsync(EventNames.AccountReinstated, accountId, state => AccountBodies.Reinstated(state, accountId, clock.GetUtcNow()), cancellationToken);

    /// <summary>The account may not do everything any more: <c>whatsapp.account.restricted</c>.</summary>
    /// <param name="accountId">Meta's id of the account.</param>
    /// <param name="restrictions">What it may not do; no messages that the business begins, without an end, when null.</param>
    /// <param name="cancellationToken">Gives up the wait for the webhooks.</param>
    /// <exception cref="ArgumentException">There are no restrictions in the list.</exception>
    /// <exception cref="KapsoEmulatorException">No number is of such an account.</exception>
    public Task RestrictAsync(
        string accountId, IReadOnlyCollection<AccountRestriction>? restrictions = null, CancellationToken cancellationToken = default)
    {
        if (restrictions is { Count: 0 })
            throw new WrongArgument("restrictions must hold one or more", nameof(restrictions));
        var all = restrictions?.Select(one => new Restriction(one.Type, one.ExpiresAt)).ToList() ?? [Restriction.Usual];
        return TellAsync(
            EventNames.AccountRestricted, accountId, state => AccountBodies.Restricted(state, accountId, all, clock.GetUtcNow()), cancellationToken);
    }

    /// <summary>The account broke a rule: <c>whatsapp.account.violation</c>.</summary>
    /// <param name="accountId">Meta's id of the account.</param>
    /// <param name="type">Meta's word for the rule.</param>
    /// <param name="remediation">What can be done about it; nothing is said when null.</param>
    /// <param name="cancellationToken">Gives up the wait for the webhooks.</param>
    /// <exception cref="KapsoEmulatorException">No number is of such an account.</exception>
    public Task ViolateAsync(
        string accountId, string type = "SPAM", string? remediation = null, CancellationToken cancellationToken = default) => TellAsync(
            EventNames.AccountViolation,
            accountId,
            state => AccountBodies.Violated(state, accountId, type, remediation, clock.GetUtcNow()),
            cancellationToken);

    private Task TellAsync(string eventName, string accountId, Func<WorldState, JsonObject> body, CancellationToken cancellationToken)
    {
        var made = world.Change(state => state.PhoneNumbers.Exists(number => number.BusinessAccountId == accountId && !number.Deleted)
            ? body(state)
            : throw Known.Missing("business account", accountId, state.PhoneNumbers
                .Where(number => !number.Deleted)
                .Select(number => $"{number.BusinessAccountId} ({number.VerifiedName})")
                .Distinct()));
        return webhooks.EmitToProjectAsync(eventName, null, made).WaitAsync(cancellationToken);
    }
}

/// <summary>What an account may not do any more.</summary>
/// <param name="Type">Meta's word, for example <c>RESTRICTED_BIZ_INITIATED_MESSAGING</c>.</param>
/// <param name="ExpiresAt">Until when; without an end when null.</param>
public sealed record AccountRestriction(string Type, DateTimeOffset? ExpiresAt = null);
