using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Rates;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>The person at the other end, who writes to a connected number.</summary>
internal sealed class Person(World world, EmulatorClock clock, WebhookSender webhooks, SendingRates rates)
{
    /// <summary>Returns the message's id once the webhooks were tried.</summary>
    public async Task<string> WriteAsync(string person, string phoneNumberId, Func<WorldState, PhoneContent> content)
    {
        var written = world.Change(state => Receive(state, person, phoneNumberId, content));
        if (written.IsNew)
        {
            var created = EventBodies.Conversation(written.Body["conversation"]!);
            await webhooks.EmitToNumberAsync(EventNames.ConversationCreated, phoneNumberId, created);
        }

        await webhooks.EmitToNumberAsync(EventNames.MessageReceived, phoneNumberId, written.Body);
        return written.Id;
    }

    /// <summary>Presses a button or a list's row of a message that the person got.</summary>
    public Task<string> PressAsync(string person, string messageId, string choiceId) => AnswerAsync(person, messageId, message =>
        (Choice.Of(message).FirstOrDefault(one => one.Id == choiceId) ?? throw Refusal.NotFound("Button")).Pressed());

    /// <summary>Sends back a flow that the business sent.</summary>
    public Task<string> FillFlowAsync(string person, string messageId, JsonObject response) => AnswerAsync(person, messageId, message =>
        Asked.Of(message) == Asked.Flow ? PhoneContent.OfFlow(response) : throw Refusal.NotFound("Flow"));

    /// <summary>Shares the person's own contact card, which the business asked for.</summary>
    public Task<string> ShareContactAsync(string person, string messageId) => AnswerAsync(person, messageId, message =>
        Asked.Of(message) == Asked.ContactInfo
            ? PhoneContent.OfContact(world.Read(state => state.ContactOf(person)?.ProfileName) ?? PhoneText.Format(person), person)
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

    private Written Receive(WorldState state, string person, string phoneNumberId, Func<WorldState, PhoneContent> write)
    {
        var number = state.NumberById(phoneNumberId) ?? throw Refusal.NotFound("Phone number");
        if (!number.IsConnected)
            throw Refusal.Conflict("The number is disconnected, so its messages do not reach Kapso");
        if (number.Digits == person)
            throw Refusal.Unprocessable("A number cannot write to itself");

        var content = write(state);
        rates.CountReceived(number.Id);
        var now = clock.GetUtcNow();
        var conversation = state.ConversationWith(number.Id, person, now, out var isNew);
        var message = new Message
        {
            Id = Ids.Wamid(),
            PhoneNumberId = number.Id,
            ConversationId = conversation.Id,
            Person = person,
            IsInbound = true,
            Type = content.Type,
            Content = content.Content,
            Text = content.Text,
            Media = content.Media,
            ContextMessageId = content.ContextMessageId,
            Status = "received",
            At = now,
        };
        conversation.Take(message);
        state.Add(message);
        return new Written(message.Id, EventBodies.Message(message, conversation, number, isNew), isNew);
    }

    private sealed record Written(string Id, JsonObject Body, bool IsNew);
}
