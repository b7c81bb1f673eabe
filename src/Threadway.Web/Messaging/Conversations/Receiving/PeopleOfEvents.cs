using Threadway.Kapso.Webhooks;
using Threadway.Web.Data;

namespace Threadway.Web.Messaging.Conversations.Receiving;

/// <summary>Who everybody is that events name: finds, makes and joins contacts, and says which conversation each event belongs to.</summary>
internal sealed class PeopleOfEvents(ContactBook book, MessagesAtHand messages, DateTimeOffset now)
{
    /// <summary>WhatsApp's times are whole seconds: what was written in the second of connecting was written after it.</summary>
    private static readonly TimeSpan WholeSeconds = TimeSpan.FromSeconds(1);

    private readonly HashSet<Guid> changed = [];

    /// <summary>Users of whom something else is shown now.</summary>
    public IReadOnlyCollection<Guid> Changed => changed;

    public async Task ResolveAsync(ThreadwayDb db, IReadOnlyList<Taken> taken, CancellationToken cancellationToken)
    {
        var named = taken.Select(one => (one.Number.Id, Change: one.Heard.Change()))
            .SelectMany(one => one.Change.Before is { } before ? (NamedContact[])[new(one.Id, one.Change.Now), new(one.Id, before)] : [new(one.Id, one.Change.Now)]);
        var hand = await book.LoadAsync(db, [.. named], now, cancellationToken);
        var known = taken.Select(one => one.Heard.Message is { } message ? messages.Find(one.Number.Id, message)?.ConversationId : null).OfType<Guid>();
        await hand.AddConversationsAsync([.. known], cancellationToken);

        foreach (var one in taken)
        {
            if (one.Heard.Contact is { } contact) await HearAsync(hand, one, contact, cancellationToken);
            else await ResolveAsync(hand, one, cancellationToken);
        }
        // What a later event joined is gone by now.
        foreach (var one in taken.Where(one => one.Conversation is not null)) one.Conversation = hand.Standing(one.Conversation!);
        book.Tell(hand);
    }

    private async Task ResolveAsync(ContactsAtHand hand, Taken one, CancellationToken cancellationToken)
    {
        var (heard, number) = (one.Heard, one.Number);
        var (names, before) = heard.Change();
        if (messages.Find(number.Id, heard.Message!) is { } message)
        {
            one.Conversation = hand.ById(message.ConversationId);
            // Whom we wrote to by a typed number is named by every event of the message.
            if (!heard.IsInbound && one.Conversation?.ContactId is { } contactId && names.GroupId is null && !names.IsNobody)
                await hand.LearnAsync(number.UserId, number.Id, names, new(About: contactId), cancellationToken);
            return;
        }
        if (names.IsNobody) return;
        if (heard.IsStatusAlone)
        {
            one.Conversation = hand.Find(number.Id, names);
            return;
        }

        var opensWindow = heard.IsWritten && heard.At >= number.ConnectedAt - WholeSeconds;
        var isNewest = opensWindow && !(hand.Find(number.Id, names)?.LastInboundAt > heard.At);
        one.Conversation = await hand.OpenAsync(number.UserId, number.Id, names, new(isNewest, before), cancellationToken);
        if (!opensWindow || one.Conversation.LastInboundAt >= heard.At) return;
        (one.Conversation.LastInboundAt, one.Conversation.ChangedAt) = (heard.At, now);
        changed.Add(number.UserId);
    }

    /// <summary>A change of identity joins by the names before; of decisions about marketing the one with the highest sequence stands.</summary>
    private async Task HearAsync(ContactsAtHand hand, Taken one, ContactEvent told, CancellationToken cancellationToken)
    {
        var (names, before) = one.Heard.Change();
        if (names.IsNobody) return;

        var contact = await hand.LearnAsync(one.Number.UserId, one.Number.Id, names, new(Before: before), cancellationToken);
        if (told.MarketingPreference is { Status: "stopped" or "resumed" } preference && IsNewer(preference, contact))
        {
            (contact.MarketingStopped, contact.MarketingAt) = (preference.Status == "stopped", preference.OccurredAt ?? one.Heard.ReceivedAt);
            contact.MarketingSequence = preference.Sequence ?? contact.MarketingSequence;
        }
        one.Conversation = hand.Of(contact);
        if (one.Conversation is not null) one.Conversation.ChangedAt = now;
        changed.Add(one.Number.UserId);
    }

    private static bool IsNewer(MarketingPreference preference, ContactRow contact) => (preference.Sequence, contact.MarketingSequence) switch
    {
        ({ } told, { } known) => told > known,
        ({ }, null) => true,
        _ => contact.MarketingAt is null || preference.OccurredAt > contact.MarketingAt,
    };
}
