using Threadway.Kapso.Emulator.Events;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Webhooks;

/// <summary>Tells of conversations that fell silent: inactive after each webhook's threshold, ended after a day (contract 9.6).</summary>
internal sealed class ConversationWatch(World world, EmulatorClock clock, WebhookSender webhooks, BackgroundWork work)
{
    // The shortest threshold: what begins now cannot be due before.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private DateTimeOffset looked = clock.GetUtcNow();

    public void Start() => work.Track(RunAsync(work.Stopping));

    private async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await clock.WaitUntilAsync(NextDue(), stopping);
                Look();
            }
        }
        catch (OperationCanceledException)
        {
            // The emulator stops.
        }
    }

    /// <summary>Tells of everything that fell due since the last look, each once.</summary>
    public void Look()
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            foreach (var (webhook, conversation) in world.Read(state => Inactive(state, looked, now)))
                TellInactive(webhook, conversation);
            foreach (var conversation in world.Read(state => Ended(state, now)))
                TellEnded(conversation, now);
            looked = now;
        }
    }

    private DateTimeOffset NextDue()
    {
        lock (gate)
            return world.Read(state => NextDue(state, looked, clock.GetUtcNow() + LongestWait));
    }

    private static DateTimeOffset NextDue(WorldState state, DateTimeOffset since, DateTimeOffset latest)
    {
        var (next, thresholds) = (latest, Thresholds(state));
        foreach (var conversation in state.Conversations.Where(one => one.Status == ConversationStatus.Active))
        {
            Consider(conversation.EndsAt);
            foreach (var webhook in thresholds[conversation.PhoneNumberId])
                Consider(DueAt(conversation, webhook));
        }

        return next;

        void Consider(DateTimeOffset due) => next = due > since && due < next ? due : next;
    }

    /// <summary>A threshold is passed but once in a silence, so the time since the last look tells whether it was just now.</summary>
    private static List<(Webhook Webhook, Conversation Conversation)> Inactive(WorldState state, DateTimeOffset since, DateTimeOffset now)
    {
        var thresholds = Thresholds(state);
        if (thresholds.Count == 0)
            return [];

        return
        [
            .. from conversation in state.Conversations
               where conversation.Status == ConversationStatus.Active
               from webhook in thresholds[conversation.PhoneNumberId]
               let due = DueAt(conversation, webhook)
               where due > since && due > webhook.CreatedAt && due <= now
               select (webhook, conversation),
        ];
    }

    private static List<Conversation> Ended(WorldState state, DateTimeOffset now) =>
        state.Conversations.FindAll(one => one.Status == ConversationStatus.Active && one.EndsAt <= now);

    private static ILookup<string, Webhook> Thresholds(WorldState state) => state.Webhooks
        .Where(webhook => webhook is { Active: true, PhoneNumberId: not null } && webhook.Events.Contains(EventNames.ConversationInactive))
        .ToLookup(webhook => webhook.PhoneNumberId!);

    private static DateTimeOffset DueAt(Conversation conversation, Webhook webhook) =>
        conversation.LastActiveAt + TimeSpan.FromMinutes(webhook.InactivityMinutes);

    private void TellInactive(Webhook webhook, Conversation conversation)
    {
        var body = world.Read(state => EventBodies.Inactive(state, conversation, webhook.InactivityMinutes));
        _ = webhooks.EmitToAsync(webhook.Id, EventNames.ConversationInactive, conversation.PhoneNumberId, body);
    }

    private void TellEnded(Conversation conversation, DateTimeOffset now)
    {
        var body = world.Change(state =>
        {
            // A message may have come between the look and now.
            if (conversation.Status != ConversationStatus.Active || conversation.EndsAt > now)
                return null;

            conversation.Status = ConversationStatus.Ended;
            return EventBodies.Conversation(MessageBodies.Conversation(conversation, state.MessageById(conversation.LastMessageId ?? ""), now));
        });
        if (body is not null)
            _ = webhooks.EmitToNumberAsync(EventNames.ConversationEnded, conversation.PhoneNumberId, body);
    }
}
