using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Rates;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>The person at the other end, who writes to a connected number.</summary>
internal sealed class Person(World world, PhoneWriter writer, SendingRates rates)
{
    /// <summary>Returns the message's id once the webhooks were tried.</summary>
    public Task<string> WriteAsync(string person, string phoneNumberId, Func<WorldState, PhoneContent> content) =>
        writer.ReceiveAsync(phoneNumberId, person, CheckConnected, state =>
        {
            var written = content(state);
            rates.CountReceived(phoneNumberId);
            return written;
        });

    /// <summary>Presses a button or a list's row of a message that the person got.</summary>
    public Task<string> PressAsync(string person, string messageId, string choiceId) => AnswerAsync(person, messageId, message =>
        (Choice.Of(message).FirstOrDefault(one => one.Id == choiceId) ?? throw Refusal.NotFound("Button")).Pressed());

    /// <summary>Sends back a flow that the business sent.</summary>
    public Task<string> FillFlowAsync(string person, string messageId, JsonObject response) => AnswerAsync(person, messageId, message =>
        Asked.Of(message) == Asked.Flow ? PhoneContent.OfFlow(response) : throw Refusal.NotFound("Flow"));

    /// <summary>Shares the person's own contact card, which the business asked for.</summary>
    public Task<string> ShareContactAsync(string person, string messageId) => AnswerAsync(person, messageId, message =>
        Asked.Of(message) == Asked.ContactInfo
            ? PhoneContent.OfContact(world.Read(state => state.ContactOf(person)?.ProfileName), person)
            : throw Refusal.NotFound("Request for contact info"));

    /// <summary>Answers a message that the person got, to whom it came from.</summary>
    private Task<string> AnswerAsync(string person, string messageId, Func<Message, PhoneContent> answer)
    {
        var message = world.Read(state => state.MessageById(messageId) is { IsInbound: false } found && found.Person == person
            ? found
            : throw Refusal.NotFound("Message"));
        var content = answer(message) with { ContextMessageId = messageId };
        return WriteAsync(person, message.PhoneNumberId, _ => content);
    }

    private static void CheckConnected(PhoneNumber number)
    {
        if (!number.IsConnected)
            throw Refusal.Conflict("The number is disconnected, so its messages do not reach Kapso");
    }
}
