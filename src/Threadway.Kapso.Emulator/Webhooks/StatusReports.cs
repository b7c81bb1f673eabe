using Threadway.Kapso.Emulator.Events;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Webhooks;

/// <summary>What becomes of messages that a number sent, and who hears of it: sent, then delivered or failed, then read.</summary>
internal sealed class StatusReports(World world, EmulatorClock clock, WebhookSender webhooks)
{
    /// <summary>The phone is always on: what was sent is delivered at once. Delivered is told after sent.</summary>
    public async Task AfterSendAsync(Message message, Conversation conversation, bool isNewConversation)
    {
        if (isNewConversation)
        {
            var body = world.Read(state => state.IsHeard(message.PhoneNumberId)
                ? EventBodies.Conversation(MessageBodies.Conversation(conversation, message, message.At))
                : null);
            if (body is not null)
                await webhooks.EmitToNumberAsync(EventNames.ConversationCreated, message.PhoneNumberId, body);
        }

        await EmitAsync(EventNames.MessageSent, message, conversation, isNewConversation);
        if (message.Failure is not null)
            await ClimbAsync("failed", EventNames.MessageFailed, message, conversation, from: "sent");

        // Reactions have no status but sent (contract 9.5).
        else if (message.Type != "reaction")
            await ClimbAsync("delivered", EventNames.MessageDelivered, message, conversation, from: "sent");
    }

    /// <summary>The person looks at the phone, or at the chat with one number: everything that was delivered there is read.</summary>
    public async Task ReadByAsync(string person, string? phoneNumberId = null)
    {
        var delivered = world.Read(state => state.Messages
            .Where(message => message.Person == person && message is { IsInbound: false, Status: "delivered" })
            .Where(message => phoneNumberId is null || message.PhoneNumberId == phoneNumberId)
            .Select(message => (message, conversation: state.ConversationOf(message.PhoneNumberId, person)!))
            .ToList());
        foreach (var (message, conversation) in delivered)
            await ClimbAsync("read", EventNames.MessageRead, message, conversation, from: "delivered");
    }

    /// <summary>
    /// Statuses only climb: whoever comes second finds another status and says nothing. Of what an owner wrote on the phone,
    /// the contract knows no event after the echo.
    /// </summary>
    private async Task ClimbAsync(string status, string eventName, Message message, Conversation conversation, string from)
    {
        var climbed = world.Change(_ =>
        {
            if (message.Status != from)
                return false;

            message.Status = status;
            if (message.Origin == MessageOrigin.BusinessApp)
                return false;

            message.Statuses.Add(new MessageStatus(status, clock.GetUtcNow()));
            return true;
        });
        if (climbed)
            await EmitAsync(eventName, message, conversation, isNewConversation: false);
    }

    private Task EmitAsync(string eventName, Message message, Conversation conversation, bool isNewConversation)
    {
        var body = world.Read(state => state.IsHeard(message.PhoneNumberId)
            ? EventBodies.Message(message, conversation, state.NumberById(message.PhoneNumberId), isNewConversation)
            : null);
        return body is null ? Task.CompletedTask : webhooks.EmitToNumberAsync(eventName, message.PhoneNumberId, body);
    }
}
