using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Data;

namespace Threadway.Web.Messaging.Conversations.Receiving;

/// <summary>The statuses that are stored of the messages that events name. Each is stored once, known word or not; one without a message waits for it.</summary>
internal sealed class StatusesAtHand(ThreadwayDb db, ArrivalIds ids)
{
    private readonly Dictionary<(Guid Connection, string Wamid), List<MessageStatusRow>> byWamid = [];

    public static async Task<StatusesAtHand> LoadAsync(ThreadwayDb db, IReadOnlyCollection<Taken> outbound, ArrivalIds ids, CancellationToken cancellationToken)
    {
        var hand = new StatusesAtHand(db, ids);
        if (outbound.Count == 0) return hand;

        var connections = outbound.Select(one => one.Number.Id).Distinct().ToArray();
        var wamids = outbound.SelectMany(one => one.Heard.Message!.Statuses.Select(status => status.MessageId).OfType<string>().Append(one.Heard.Message!.Id)).Distinct().ToArray();
        foreach (var status in await db.MessageStatuses
            .Where(s => EF.Parameter(connections).Contains(s.ConnectionId) && EF.Parameter(wamids).Contains(s.Wamid)).ToListAsync(cancellationToken))
        {
            hand.Of(status.ConnectionId, status.Wamid).Add(status);
        }
        return hand;
    }

    /// <summary>Stores what the event tells of the message, and joins what waited for it. Whether there was anything.</summary>
    public bool Record(Taken one, Message message, MessageRow? row)
    {
        var anything = false;
        foreach (var told in Told(one, message, row))
        {
            var same = Of(told.ConnectionId, told.Wamid);
            if (same.Any(known => known.Status == told.Status && known.At == told.At && known.Recipient == told.Recipient)) continue;
            same.Add(told);
            db.MessageStatuses.Add(told);
            anything = true;
        }
        if (row is null) return anything;

        foreach (var waiting in message.Statuses.Select(status => status.MessageId).OfType<string>().Append(message.Id).Distinct()
            .SelectMany(wamid => Of(one.Number.Id, wamid)).Where(status => status.MessageId is null))
        {
            waiting.MessageId = row.Id;
            anything = true;
        }
        return anything;
    }

    public void Move(MessageRow from, MessageRow to)
    {
        foreach (var status in byWamid.Values.SelectMany(same => same).Where(status => status.MessageId == from.Id)) status.MessageId = to.Id;
    }

    private IEnumerable<MessageStatusRow> Told(Taken one, Message message, MessageRow? row)
    {
        foreach (var status in message.Statuses)
        {
            yield return Row(
                one, status.MessageId ?? message.Id, status.Status.Value, status.Timestamp ?? one.Heard.At,
                status.GroupId is null ? "" : status.RecipientUserId ?? status.RecipientId ?? "", status.Raw.GetRawText());
        }
        // What the owner writes on the phone, and what was copied, has no statuses of Meta's: Kapso's word is all that is known.
        if (row is null || message is not { Statuses: [], Status: { } word } || word == MessageStatus.Pending || word == MessageStatus.Received) yield break;
        yield return Row(one, message.Id, word.Value, one.Heard.At, "", JsonSerializer.Serialize(new Dictionary<string, string> { ["status"] = word.Value }));
    }

    /// <summary>Databases keep microseconds, and times that are compared must be kept whole.</summary>
    private MessageStatusRow Row(Taken one, string wamid, string word, DateTimeOffset at, string recipient, string raw) => new()
    {
        Id = ids.Next(),
        ConnectionId = one.Number.Id,
        Wamid = wamid,
        Status = word,
        At = DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()),
        Recipient = recipient,
        Raw = raw,
    };

    private List<MessageStatusRow> Of(Guid connection, string wamid) =>
        byWamid.TryGetValue((connection, wamid), out var statuses) ? statuses : byWamid[(connection, wamid)] = [];
}
