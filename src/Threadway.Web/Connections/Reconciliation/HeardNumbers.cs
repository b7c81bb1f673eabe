using Threadway.Kapso.Webhooks;
using Threadway.Web.Cluster;
using Threadway.Web.Data;
using Threadway.Web.Webhooks;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>A message event is the best proof that the number is receiving; its content belongs to messaging.</summary>
internal sealed class HeardNumbers(UserChanges changes) : IWebhookGroupConsumer
{
    private const string Heard = """
        UPDATE connections SET last_event_at = @p1
        WHERE phone_number_id = @p0 AND status = 'Connected' AND (last_event_at IS NULL OR last_event_at < @p1)
        RETURNING user_id
        """;

    public bool ActsOn(KapsoEvent received) => NumberOf(received) is not null;

    public async Task<Func<Task>?> WriteAsync(ThreadwayDb db, IReadOnlyList<ReceivedEvent> events, CancellationToken cancellationToken)
    {
        var heard = events.GroupBy(e => NumberOf(e.Event)!, e => e.ReceivedAt).ToDictionary(number => number.Key, number => number.Max());
        var owners = await db.ExecuteManyAsync(Heard, heard.Select(number => (object[])[number.Key, number.Value.UtcDateTime]), cancellationToken);
        return () =>
        {
            foreach (var owner in owners.Distinct()) changes.Publish(owner);
            return Task.CompletedTask;
        };
    }

    /// <summary>A batch holds the events of one conversation: one number.</summary>
    private static string? NumberOf(KapsoEvent received) => received switch
    {
        NumberEvent number => number.PhoneNumberId,
        EventBatch { Items: [NumberEvent first, ..] } => first.PhoneNumberId,
        _ => null,
    };
}
