using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>
/// The owner of a coexistence number, who writes from the phone app: no 24-hour window and no rate holds for the app, and
/// Kapso hears of it by an echo (contract 9.5, 14), which is <c>sent</c> and nothing after.
/// </summary>
internal sealed class Owner(World world, EmulatorClock clock, WebhookSender webhooks)
{
    /// <summary>Returns the message's id once the webhooks were tried.</summary>
    public async Task<string> WriteAsync(string phoneNumberId, string person, Func<WorldState, PhoneContent> content)
    {
        var written = world.Change(state => Send(state, phoneNumberId, person, content));
        if (written.IsNew)
        {
            var created = EventBodies.Conversation(written.Body["conversation"]!);
            await webhooks.EmitToNumberAsync(EventNames.ConversationCreated, phoneNumberId, created);
        }

        await webhooks.EmitToNumberAsync(EventNames.MessageSent, phoneNumberId, written.Body);
        return written.Id;
    }

    private Written Send(WorldState state, string phoneNumberId, string person, Func<WorldState, PhoneContent> write)
    {
        var number = state.NumberById(phoneNumberId) ?? throw Refusal.NotFound("Phone number");
        if (!number.IsCoexistence)
            throw Refusal.Unprocessable("The number is dedicated: it has no phone app to write from, so there is no echo");
        if (number.Revoked)
            throw Refusal.Conflict("The number is disconnected, so what its owner writes does not reach Kapso");
        if (number.Digits == person)
            throw Refusal.Unprocessable("A number cannot write to itself");

        var (content, now) = (write(state), clock.GetUtcNow());
        var conversation = state.ConversationWith(number.Id, person, now, out var isNew);
        var message = new Message
        {
            Id = Ids.Wamid(),
            PhoneNumberId = number.Id,
            ConversationId = conversation.Id,
            Person = person,
            IsInbound = false,
            Origin = MessageOrigin.BusinessApp,
            Type = content.Type,
            Content = content.Content,
            Text = content.Text,
            Media = content.Media,
            ContextMessageId = content.ContextMessageId,
            At = now,
        };
        conversation.Take(message);
        state.Add(message);
        var body = EventBodies.Message(message, conversation, number, isNew);
        message.Status = "delivered";
        return new Written(message.Id, body, isNew);
    }

    private sealed record Written(string Id, JsonObject Body, bool IsNew);
}
