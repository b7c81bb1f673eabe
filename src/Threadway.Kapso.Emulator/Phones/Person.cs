using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Media;
using Threadway.Kapso.Emulator.Rates;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>The person at the other end, who writes to a connected number.</summary>
internal sealed class Person(World world, EmulatorClock clock, WebhookSender webhooks, MediaShelf shelf, SendingRates rates)
{
    /// <summary>Returns the message's id once the webhooks were tried.</summary>
    public Task<string> WriteAsync(string person, string phoneNumberId, InboundContent content) =>
        WriteAsync(person, phoneNumberId, _ => content);

    /// <summary>Sends a file; its type of message follows from the type of file.</summary>
    public Task<string> WriteFileAsync(string person, string phoneNumberId, InboundFile sent) => WriteAsync(person, phoneNumberId, state =>
    {
        var kind = MediaKind.OfMime(sent.MimeType) ?? throw Refusal.Unprocessable("WhatsApp does not take files of this type");
        if (sent.Bytes.Length == 0 || sent.Bytes.Length > kind.LargestFor(sent.Bytes))
            throw Refusal.Unprocessable($"A file of this type has 1 to {kind.LargestFor(sent.Bytes)} bytes");
        var file = shelf.Keep(state, phoneNumberId, sent.MimeType, sent.FileName, sent.Bytes);
        return InboundContent.OfFile(kind.Name, file, shelf.Attachment(file), sent.Caption) with { ContextMessageId = sent.ContextMessageId };
    });

    private async Task<string> WriteAsync(string person, string phoneNumberId, Func<WorldState, InboundContent> content)
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
    public Task<string> PressAsync(string person, string messageId, string choiceId)
    {
        var (number, choice) = world.Read(state =>
        {
            var message = state.MessageById(messageId) is { IsInbound: false } found && found.Person == person
                ? found
                : throw Refusal.NotFound("Message");
            return (message.PhoneNumberId, Choice.Of(message).FirstOrDefault(one => one.Id == choiceId) ?? throw Refusal.NotFound("Button"));
        });
        return WriteAsync(person, number, choice.Pressed(messageId));
    }

    private Written Receive(WorldState state, string person, string phoneNumberId, Func<WorldState, InboundContent> write)
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
