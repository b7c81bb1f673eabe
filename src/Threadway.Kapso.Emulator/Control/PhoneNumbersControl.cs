using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Control;
using Threadway.Kapso.Emulator.Events;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Media;
using Threadway.Kapso.Emulator.Phones;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Storage;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator;

/// <summary>
/// The numbers that Kapso has, and what Meta, a customer at Meta or a number's owner does to them. A number is named by Meta's
/// id or by itself, in any spelling. Each call ends once the first attempts of the webhooks have ended; a cancelled one has
/// happened all the same.
/// </summary>
public sealed class PhoneNumbersControl
{
    private readonly World world;
    private readonly EmulatorClock clock;
    private readonly WebhookSender webhooks;
    private readonly Owner owner;
    private readonly MediaStore store;

    internal PhoneNumbersControl(World world, EmulatorClock clock, WebhookSender webhooks, Owner owner, MediaStore store) =>
        (this.world, this.clock, this.webhooks, this.owner, this.store) = (world, clock, webhooks, owner, store);

    /// <summary>All numbers, oldest first; the operator's own is one of them.</summary>
    public IReadOnlyList<EmulatedNumber> All => world.Read(state =>
        state.PhoneNumbers.Where(number => !number.Deleted).Select(Settled).Select(EmulatedNumber.Of).ToList());

    /// <summary>One number as it stands now.</summary>
    /// <param name="number">Meta's id, or the number itself.</param>
    /// <exception cref="KapsoEmulatorException">There is no such number; the message names those that there are.</exception>
    public EmulatedNumber this[string number] => world.Read(state => EmulatedNumber.Of(Settled(Known.Number(state, number))));

    /// <summary>Connects a number, as if its owner had gone through a setup link; <c>whatsapp.phone_number.created</c> is told.</summary>
    /// <param name="number">The number, with templates of its business account.</param>
    /// <param name="customerId">Whose it is, as Kapso or the caller calls the customer; a new customer of the number's name when null.</param>
    /// <param name="cancellationToken">Gives up the wait for the webhooks.</param>
    /// <exception cref="ArgumentException">A field is wrong; the message names it.</exception>
    /// <exception cref="KapsoEmulatorException">There is no such customer.</exception>
    public async Task<EmulatedNumber> AddAsync(PhoneNumberSeed number, string? customerId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(number);
        var (added, created) = world.Change(state =>
        {
            var customer = customerId is null ? null : Customer(state, customerId);
            var planted = Planting.Number(state, number, customer, clock.GetUtcNow());
            return (EmulatedNumber.Of(planted), EventBodies.CreatedOrDeleted(state, planted.Id, planted.CustomerId));
        });
        await webhooks.EmitToProjectAsync(EventNames.Created, added.PhoneNumberId, created).WaitAsync(cancellationToken);
        return added;
    }

    /// <summary>
    /// The customer takes access away at Meta: sends and health checks fail until access comes back. <c>disconnected</c> is
    /// told. The owner of a coexistence number can do so in the phone app also after it was removed at Kapso.
    /// </summary>
    /// <param name="number">Meta's id, or the number itself.</param>
    /// <param name="reason">Meta's word for why; none when null.</param>
    /// <param name="initiatedBy">Meta's word for who did it; none when null.</param>
    /// <param name="cancellationToken">Gives up the wait for the webhooks.</param>
    /// <exception cref="KapsoEmulatorException">There is no such number.</exception>
    public Task RevokeAsync(string number, string? reason = null, string? initiatedBy = null, CancellationToken cancellationToken = default) =>
        TellAsync(EventNames.Disconnected, state =>
        {
            var found = Known.NumberOrNull(state, number)
                ?? state.PhoneNumbers.Find(one => one.Id == number && one.IsCoexistence)
                ?? throw Known.NoNumber(state, number);
            found.Revoked = true;
            return (found, EventBodies.Lifecycle(state, EventNames.Disconnected, found, clock.GetUtcNow(), new Disconnection(reason, initiatedBy)));
        }, cancellationToken);

    /// <summary>Meta takes a number off its Cloud API: as dead as a revoked one, until a fresh onboarding. <c>offboarded</c> is told.</summary>
    /// <param name="number">Meta's id, or the number itself.</param>
    /// <param name="cancellationToken">Gives up the wait for the webhooks.</param>
    /// <exception cref="KapsoEmulatorException">There is no such number.</exception>
    public Task OffboardAsync(string number, CancellationToken cancellationToken = default) =>
        TellAsync(EventNames.Offboarded, state =>
        {
            var found = Known.Number(state, number);
            found.Revoked = true;
            return (found, EventBodies.Lifecycle(state, EventNames.Offboarded, found, clock.GetUtcNow()));
        }, cancellationToken);

    /// <summary>Access comes back at Meta, without a setup link. <c>reconnected</c> is told.</summary>
    /// <param name="number">Meta's id, or the number itself.</param>
    /// <param name="cancellationToken">Gives up the wait for the webhooks.</param>
    /// <exception cref="KapsoEmulatorException">There is no such number, or it is connected.</exception>
    public Task ReconnectAsync(string number, CancellationToken cancellationToken = default) =>
        TellAsync(EventNames.Reconnected, state =>
        {
            var found = Known.Number(state, number);
            if (!found.Revoked)
                throw Refusal.Conflict("The number is connected");
            found.Revoked = false;
            return (found, EventBodies.Lifecycle(state, EventNames.Reconnected, found, clock.GetUtcNow()));
        }, cancellationToken);

    /// <summary>Removes a number at Kapso, behind the back of whoever is under test. <c>deleted</c> is told.</summary>
    /// <param name="number">Meta's id, or the number itself.</param>
    /// <param name="cancellationToken">Gives up the wait for the webhooks.</param>
    /// <exception cref="KapsoEmulatorException">There is no such number.</exception>
    public Task RemoveAsync(string number, CancellationToken cancellationToken = default) =>
        TellAsync(EventNames.Deleted, state =>
        {
            var found = Known.Number(state, number);
            found.Deleted = true;
            state.Webhooks.RemoveAll(webhook => webhook.PhoneNumberId == found.Id);
            return (found, EventBodies.CreatedOrDeleted(state, found.Id, found.CustomerId));
        }, cancellationToken);

    /// <summary>
    /// The owner of a coexistence number writes from the phone app. Webhooks hear of it as an echo: <c>whatsapp.message.sent</c>
    /// with the origin <c>business_app</c>.
    /// </summary>
    /// <param name="number">Meta's id, or the number itself.</param>
    /// <param name="to">The person's number, in international form.</param>
    /// <param name="message">A text as it is, or any other <see cref="PhoneMessage"/>.</param>
    /// <param name="cancellationToken">Gives up the wait for the webhooks.</param>
    /// <returns>The message's id.</returns>
    /// <exception cref="ArgumentException"><paramref name="to"/> is not a phone number.</exception>
    /// <exception cref="KapsoEmulatorException">There is no such number, it is dedicated, or access was taken away.</exception>
    public Task<string> EchoAsync(string number, string to, PhoneMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var person = Known.Person(to, nameof(to));
        var phoneNumberId = world.Read(state => Known.Number(state, number)).Id;
        return owner.WriteAsync(phoneNumberId, person, message.For(store, phoneNumberId, person: null)).WaitAsync(cancellationToken);
    }

    /// <summary>The code that <c>request_code</c> sent to a number.</summary>
    /// <param name="number">Meta's id, or the number itself.</param>
    /// <exception cref="KapsoEmulatorException">There is no such number, or it has no code that is still good.</exception>
    public SentVerificationCode VerificationCode(string number) => world.Read(state =>
        Known.Number(state, number).Registration.Code is { } code && code.Until > clock.GetUtcNow()
            ? new SentVerificationCode(code.Digits, code.Method, code.Language, code.Until)
            : throw Refusal.Plain(StatusCodes.Status404NotFound, $"No verification code is good for {number}: ask for one with request_code first"));

    /// <summary>What Meta says of a wish for another display name, before its minute is over.</summary>
    /// <param name="requestId">The id of the request.</param>
    /// <param name="approved">Whether the name may be used; if so, it is at once.</param>
    /// <exception cref="KapsoEmulatorException">There is no such request, or it was decided before.</exception>
    public void DecideDisplayName(string requestId, bool approved) => world.Change(state =>
    {
        var now = clock.GetUtcNow();
        var number = state.PhoneNumbers.Find(one => one.DisplayNameRequests.Exists(wish => wish.Id == requestId))
            ?? throw Known.Missing("display name request", requestId, state.PhoneNumbers.SelectMany(one => one.DisplayNameRequests).Select(wish => wish.Id));
        number.Settle(now);
        var wish = number.DisplayNameRequests.Find(one => one.Id == requestId)!;
        if (wish.Status != DisplayNameStatus.PendingReview)
            throw Refusal.Conflict($"The request is {wish.Status} already");
        (wish.Status, wish.ReviewedAt) = (approved ? DisplayNameStatus.Approved : DisplayNameStatus.Declined, now);
        number.Settle(now);
    });

    private PhoneNumber Settled(PhoneNumber number)
    {
        number.Settle(clock.GetUtcNow());
        return number;
    }

    private static Customer Customer(WorldState state, string named) =>
        state.CustomerById(named) ?? state.Customers.Find(one => one.ExternalCustomerId == named)
        ?? throw Known.Missing("customer", named, state.Customers.Select(one => $"{one.Id} ({one.Name})"));

    private Task TellAsync(string eventName, Func<WorldState, (PhoneNumber Number, JsonObject Body)> change, CancellationToken cancellationToken)
    {
        var (number, body) = world.Change(change);
        return webhooks.EmitToProjectAsync(eventName, number.Id, body).WaitAsync(cancellationToken);
    }
}
