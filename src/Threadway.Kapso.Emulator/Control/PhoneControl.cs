using System.Text.Json;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Control;
using Threadway.Kapso.Emulator.Events;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.Media;
using Threadway.Kapso.Emulator.Phones;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator;

/// <summary>
/// Somebody's phone: what it got, and what the person does with it. What the person does ends once the webhooks that hear of
/// it were tried; a cancelled call has happened all the same, and is not waited for.
/// </summary>
public sealed class PhoneControl
{
    private readonly string digits;
    private readonly World world;
    private readonly Person person;
    private readonly Marketing marketing;
    private readonly StatusReports reports;
    private readonly MediaStore store;
    private readonly WebhookSender webhooks;
    private readonly EmulatorClock clock;

    internal PhoneControl(
        string digits, World world, Person person, Marketing marketing, StatusReports reports, MediaStore store, WebhookSender webhooks, EmulatorClock clock)
    {
        (this.digits, this.world, this.person, this.marketing) = (digits, world, person, marketing);
        (this.reports, this.store, this.webhooks, this.clock) = (reports, store, webhooks, clock);
    }

    /// <summary>The number in E.164 form as WhatsApp spells it, for example <c>+573001234567</c>.</summary>
    public string Number => "+" + digits;

    /// <summary>What the phone got, oldest first.</summary>
    public IReadOnlyList<ReceivedMessage> Messages => world.Read(state => state.Messages
        .Where(message => message.Person == digits && !message.IsInbound)
        .Select(ReceivedMessage.Of)
        .ToList());

    /// <summary>Waits for a message; one that is there already counts too.</summary>
    /// <param name="which">Whether it is the one; the first of all when null. Asked again when a message changes, so that it may look at the status.</param>
    /// <param name="timeout">Ten seconds of real time when null.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="TimeoutException">It did not come; the message says what did.</exception>
    public Task<ReceivedMessage> WaitForMessageAsync(
        Func<ReceivedMessage, bool>? which = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        Waiting.ForAsync(
            world,
            $"The phone {Number} did not get the message",
            () => Messages,
            which,
            message => $"{message.Type} ({message.Status}) \"{message.Text}\"",
            timeout,
            cancellationToken);

    /// <summary>Writes to a connected number.</summary>
    /// <param name="message">A text as it is, or any other <see cref="PhoneMessage"/>.</param>
    /// <param name="to">
    /// The number, by Meta's id or by itself. When null, the number that this phone had to do with last, or else the only one
    /// that a customer has.
    /// </param>
    /// <param name="cancellationToken">Gives up the wait for the webhooks.</param>
    /// <returns>The message's id.</returns>
    /// <exception cref="KapsoEmulatorException">There is no such number, it is disconnected, or the message cannot be sent.</exception>
    public Task<string> SendAsync(PhoneMessage message, string? to = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var phoneNumberId = world.Read(state => Receiver(state, to)).Id;
        return person.WriteAsync(digits, phoneNumberId, message.For(store, phoneNumberId, digits)).WaitAsync(cancellationToken);
    }

    /// <summary>Answers a message that the phone got, with a quote of it.</summary>
    /// <param name="messageId">The message that is answered.</param>
    /// <param name="message">A text as it is, or any other <see cref="PhoneMessage"/>.</param>
    /// <param name="cancellationToken">Gives up the wait for the webhooks.</param>
    /// <returns>The answer's id.</returns>
    /// <exception cref="KapsoEmulatorException">The phone did not get that message, or its number is disconnected.</exception>
    public Task<string> ReplyAsync(string messageId, PhoneMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return SendAsync(message with { ContextMessageId = messageId }, Got(messageId).PhoneNumberId, cancellationToken);
    }

    /// <summary>Reacts to a message that the phone got.</summary>
    /// <param name="messageId">The message.</param>
    /// <param name="emoji">One emoji; empty takes the reaction back.</param>
    /// <param name="cancellationToken">Gives up the wait for the webhooks.</param>
    /// <returns>The reaction's id.</returns>
    /// <exception cref="KapsoEmulatorException">The phone did not get that message, or its number is disconnected.</exception>
    public Task<string> ReactAsync(string messageId, string emoji, CancellationToken cancellationToken = default) =>
        SendAsync(PhoneMessage.OfReaction(messageId, emoji), Got(messageId).PhoneNumberId, cancellationToken);

    /// <summary>Presses a button or a list's row.</summary>
    /// <param name="messageId">The message that has it.</param>
    /// <param name="choice">Its id, or else its title.</param>
    /// <param name="cancellationToken">Gives up the wait for the webhooks.</param>
    /// <returns>The id of the message that it sends.</returns>
    /// <exception cref="KapsoEmulatorException">The phone did not get that message, or it has no such button; the message says which it has.</exception>
    public Task<string> PressAsync(string messageId, string choice, CancellationToken cancellationToken = default)
    {
        var offered = Got(messageId).Choices;
        var pressed = offered.FirstOrDefault(one => one.Id == choice) ?? offered.FirstOrDefault(one => one.Title == choice)
            ?? throw Known.Missing("button or row", choice, offered.Select(one => $"{one.Id} ({one.Title})"));
        return person.PressAsync(digits, messageId, pressed.Id).WaitAsync(cancellationToken);
    }

    /// <summary>Fills in a flow and sends it back.</summary>
    /// <param name="messageId">The message that asks for it.</param>
    /// <param name="response">What was filled in, an object: it comes back as <c>nfm_reply.response_json</c>.</param>
    /// <param name="cancellationToken">Gives up the wait for the webhooks.</param>
    /// <returns>The answer's id.</returns>
    /// <exception cref="ArgumentException">The response is not an object.</exception>
    /// <exception cref="KapsoEmulatorException">The phone did not get that message, or it asks for no flow.</exception>
    public Task<string> FillFlowAsync(string messageId, JsonElement response, CancellationToken cancellationToken = default)
    {
        var filledIn = JsonNode.Parse(response.GetRawText()) as JsonObject ?? throw new WrongArgument("response must be an object", nameof(response));
        Got(messageId);
        return person.FillFlowAsync(digits, messageId, filledIn).WaitAsync(cancellationToken);
    }

    /// <summary>Shares the person's own contact card, which a message asked for.</summary>
    /// <param name="messageId">The message that asks for it.</param>
    /// <param name="cancellationToken">Gives up the wait for the webhooks.</param>
    /// <returns>The answer's id.</returns>
    /// <exception cref="KapsoEmulatorException">The phone did not get that message, or it asks for no card.</exception>
    public Task<string> ShareContactAsync(string messageId, CancellationToken cancellationToken = default)
    {
        Got(messageId);
        return person.ShareContactAsync(digits, messageId).WaitAsync(cancellationToken);
    }

    /// <summary>The person looks at the phone, so that what was delivered is read.</summary>
    /// <param name="from">One number alone, by Meta's id or by itself; all of them when null.</param>
    /// <param name="cancellationToken">Gives up the wait for the webhooks.</param>
    /// <exception cref="KapsoEmulatorException">There is no such number.</exception>
    public Task ReadAsync(string? from = null, CancellationToken cancellationToken = default) =>
        reports.ReadByAsync(digits, from is null ? null : world.Read(state => Known.Number(state, from)).Id).WaitAsync(cancellationToken);

    /// <summary>The person wants no marketing from a number any more: templates of that category are refused from then on.</summary>
    /// <param name="from">The number, by Meta's id or by itself.</param>
    /// <param name="cancellationToken">Gives up the wait for the webhooks.</param>
    /// <exception cref="KapsoEmulatorException">There is no such number.</exception>
    public Task StopMarketingAsync(string from, CancellationToken cancellationToken = default) =>
        PreferAsync(from, MarketingPreference.Stopped, cancellationToken);

    /// <summary>The person wants marketing from a number again.</summary>
    /// <param name="from">The number, by Meta's id or by itself.</param>
    /// <param name="cancellationToken">Gives up the wait for the webhooks.</param>
    /// <exception cref="KapsoEmulatorException">There is no such number.</exception>
    public Task ResumeMarketingAsync(string from, CancellationToken cancellationToken = default) =>
        PreferAsync(from, MarketingPreference.Resumed, cancellationToken);

    /// <summary>
    /// The person's business-scoped id changed, which each number that knows the person is told. The id follows from the
    /// number here, so it is the one before that changes.
    /// </summary>
    /// <param name="previousUserId">The id before; made up when null.</param>
    /// <param name="previousParentUserId">The id before at the parent business; none when null.</param>
    /// <param name="cancellationToken">Gives up the wait for the webhooks.</param>
    /// <exception cref="KapsoEmulatorException">Nobody knows the person.</exception>
    public Task ChangeIdentityAsync(
        string? previousUserId = null, string? previousParentUserId = null, CancellationToken cancellationToken = default)
    {
        var previous = previousUserId ?? $"{UserId.Of(digits)[..3]}{Ids.Meta()}";
        var bodies = world.Change(state =>
        {
            var contact = state.ContactOf(digits) ?? throw Known.Missing("contact", Number, state.Contacts.Select(one => "+" + one.WaId));
            contact.UpdatedAt = clock.GetUtcNow();
            return state.Conversations
                .Where(one => one.Person == digits)
                .Select(one => (
                    one.PhoneNumberId,
                    Body: EventBodies.IdentityChanged(MessageBodies.Contact(contact), previous, previousParentUserId, one.PhoneNumberId)))
                .ToList();
        });
        return Task.WhenAll(bodies.Select(one => webhooks.EmitToNumberAsync(EventNames.IdentityChanged, one.PhoneNumberId, one.Body)))
            .WaitAsync(cancellationToken);
    }

    private Task PreferAsync(string from, string status, CancellationToken cancellationToken) =>
        marketing.PreferAsync(digits, world.Read(state => Known.Number(state, from)).Id, status).WaitAsync(cancellationToken);

    private ReceivedMessage Got(string messageId) => world.Read(state =>
        state.MessageById(messageId) is { IsInbound: false } message && message.Person == digits
            ? ReceivedMessage.Of(message)
            : throw Refusal.Plain(StatusCodes.Status404NotFound, $"The phone {Number} did not get a message {messageId}"));

    private PhoneNumber Receiver(WorldState state, string? named)
    {
        if (named is not null)
            return Known.Number(state, named);
        var last = state.Conversations.Where(one => one.Person == digits).OrderByDescending(one => one.LastActiveAt).FirstOrDefault();
        if (last is not null && state.NumberById(last.PhoneNumberId) is { } number)
            return number;
        return state.PhoneNumbers.Where(one => one is { Deleted: false, CustomerId: not null }).Take(2).ToList() is [var only]
            ? only
            : throw new WrongArgument(
                $"{Number} has no chat yet, so the number that it writes to has to be named; {Known.There(Known.Numbers(state))}", "to");
    }
}
