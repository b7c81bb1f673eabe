using System.Text.Json;
using Threadway.Web.Messaging.Conversations;
using Threadway.Web.Messaging.Conversations.Reading;
using Threadway.Web.Messaging.Sending;

namespace Threadway.Web.Messaging.Outbox;

/// <summary>What the API's description shows: a bakery answers, and writes to those who wait for their bread.</summary>
internal static class OutboxExamples
{
    private const string Ana = "+573001234567";

    public static object Send { get; } = JsonElement.Parse($$$"""{"to": "{{{Ana}}}", "type": "text", "text": {"body": "Yes, from ten to six."}}""");

    public static MessageAnswer Sent { get; } = ReadingExamples.Message with
    {
        Context = null,
        Status = MessageState.Queued,
        Wamid = null,
        AcceptedAt = null,
        SentAt = null,
        DeliveredAt = null,
    };

    public static object SendMany { get; } = JsonElement.Parse($$$"""
        {"messages": [
          {"to": "{{{Ana}}}", "type": "text", "text": {"body": "Yes, from ten to six."}, "idempotencyKey": "order-1041"},
          {"to": "+57 300", "type": "template", "template": {"name": "order_ready", "language": {"code": "en_US"}}, "timeToLive": 3600}
        ]}
        """);

    public static SendEndpoints.SendManyAnswer SentMany { get; } = new(
    [
        new(Sent with { Priority = MessagePriority.Bulk }, null),
        new(null, new(StatusCodes.Status400BadRequest, "recipient_invalid", "to must be a phone number with its country, like +573001234567.", "to")),
    ]);

    public static MessageAnswer Canceled { get; } = Sent with { Status = MessageState.Canceled };

    public static QueueAnswer Queue { get; } = new(
        Length: 240, OldestAt: ReadingExamples.Message.CreatedAt, PerSecond: 5, SentLastSecond: 5, QueueHold.Number, ReadingExamples.Message.CreatedAt.AddSeconds(48));
}
