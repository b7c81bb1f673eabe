using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Events;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.Platform;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>Puts what is written on a phone into its conversation, and tells the number's webhooks of it.</summary>
internal sealed class PhoneWriter(World world, EmulatorClock clock, WebhookSender webhooks)
{
    /// <summary>From the person to the number. Returns the message's id once the webhooks were tried.</summary>
    public Task<string> ReceiveAsync(string phoneNumberId, string person, Action<PhoneNumber> check, Func<WorldState, PhoneContent> content) =>
        WriteAsync(phoneNumberId, person, isInbound: true, check, content);

    /// <summary>From the number's owner to the person; the same.</summary>
    public Task<string> EchoAsync(string phoneNumberId, string person, Action<PhoneNumber> check, Func<WorldState, PhoneContent> content) =>
        WriteAsync(phoneNumberId, person, isInbound: false, check, content);

    private async Task<string> WriteAsync(
        string phoneNumberId, string person, bool isInbound, Action<PhoneNumber> check, Func<WorldState, PhoneContent> content)
    {
        var written = world.Change(state =>
        {
            var number = PhoneNumberRoutes.Find(state, phoneNumberId);
            check(number);
            if (number.IsAt(person))
                throw Http.Refusal.Unprocessable("A number cannot write to itself");
            var said = content(state);
            var first = Add(state, number, person, isInbound, said);
            return said.NewNumber is { } moved ? [first, .. Move(state, number, person, moved, said)] : new List<Written> { first };
        });
        foreach (var one in written)
        {
            if (one.IsNew)
                await webhooks.EmitToNumberAsync(EventNames.ConversationCreated, one.PhoneNumberId, EventBodies.Conversation(one.Body["conversation"]!));
            await webhooks.EmitToNumberAsync(isInbound ? EventNames.MessageReceived : EventNames.MessageSent, one.PhoneNumberId, one.Body);
        }

        return written[0].Id;
    }

    /// <summary>Whoever else has a chat with the person is told that the number changed, and then it does.</summary>
    private List<Written> Move(WorldState state, PhoneNumber told, string person, string moved, PhoneContent content)
    {
        var others = state.PhoneNumbers
            .FindAll(number => number != told && !number.Deleted && number.IsConnected && state.ConversationOf(number.Id, person) is not null)
            .ConvertAll(number => Add(state, number, person, isInbound: true, content with { Content = content.Content.DeepClone() }));
        state.Move(person, moved);
        return others;
    }

    private Written Add(WorldState state, PhoneNumber number, string person, bool isInbound, PhoneContent content)
    {
        var now = clock.GetUtcNow();
        var conversation = state.ConversationWith(number.Id, person, now, out var isNew);
        var message = new Message
        {
            Id = Ids.Wamid(),
            PhoneNumberId = number.Id,
            ConversationId = conversation.Id,
            Person = person,
            IsInbound = isInbound,
            Origin = isInbound ? MessageOrigin.CloudApi : MessageOrigin.BusinessApp,
            Type = content.Type,
            Content = content.Content,
            Besides = content.Besides,
            Text = content.Text,
            Media = content.Media,
            ContextMessageId = content.ContextMessageId,
            Status = isInbound ? "received" : "sent",
            At = now,
        };
        conversation.Take(message);
        state.Add(message);
        var body = EventBodies.Message(message, conversation, number, isNew);

        // The echo says sent, and is the last word on it; the person's phone is always on.
        if (!isInbound)
            message.Status = "delivered";
        return new Written(message.Id, number.Id, body, isNew);
    }

    private sealed record Written(string Id, string PhoneNumberId, JsonObject Body, bool IsNew);
}
