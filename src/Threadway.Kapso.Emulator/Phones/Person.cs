using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>The person at the other end, who writes to a connected number.</summary>
internal sealed class Person(World world, EmulatorClock clock, WebhookSender webhooks)
{
    /// <summary>Returns the message's id once the webhooks were tried.</summary>
    public async Task<string> WriteAsync(string person, string phoneNumberId, string text, string? contextMessageId = null)
    {
        var (id, body) = world.Change(state => Receive(state, person, phoneNumberId, text, contextMessageId));
        await webhooks.EmitToNumberAsync(EventNames.MessageReceived, phoneNumberId, body);
        return id;
    }

    private (string Id, JsonObject Body) Receive(
        WorldState state, string person, string phoneNumberId, string text, string? contextMessageId)
    {
        var number = state.NumberById(phoneNumberId) ?? throw Refusal.NotFound("Phone number");
        if (number.Revoked)
            throw Refusal.Conflict("The number is disconnected, so its messages do not reach Kapso");
        if (number.Digits == person)
            throw Refusal.Unprocessable("A number cannot write to itself");

        var now = clock.GetUtcNow();
        var conversation = state.ConversationWith(number.Id, person, now, out var isNew);
        (conversation.LastActiveAt, conversation.LastInboundAt) = (now, now);
        conversation.MessagesCount++;
        var message = new Message
        {
            Id = Ids.Wamid(),
            PhoneNumberId = number.Id,
            ConversationId = conversation.Id,
            Person = person,
            IsInbound = true,
            Type = "text",
            Content = new JsonObject { ["body"] = text },
            Text = text,
            ContextMessageId = contextMessageId,
            Status = "received",
            At = now,
        };
        state.Add(message);
        return (message.Id, EventBodies.Message(message, conversation, number, isNew));
    }
}
