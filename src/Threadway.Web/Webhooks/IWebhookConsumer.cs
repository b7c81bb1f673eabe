using Threadway.Kapso.Webhooks;
using Threadway.Web.Data;

namespace Threadway.Web.Webhooks;

/// <summary>
/// A feature that acts on Kapso's events, one at a time and by itself, asking Kapso where it must: registered, never called by name.
/// It may be given one event several times.
/// </summary>
internal interface IWebhookConsumer
{
    /// <summary>Whether it acts on such an event at all: what nobody waits for is handled in groups.</summary>
    bool ActsOn(KapsoEvent received);

    Task<EventOutcome> HandleAsync(KapsoEvent received, DateTimeOffset receivedAt, CancellationToken cancellationToken);
}

/// <summary>
/// A feature that answers events with rows of ours alone, thousands a second: it is given whole groups, and what it writes is stored in
/// the transaction that marks them handled, so that each event takes effect once. Registered, never called by name.
/// </summary>
internal interface IWebhookGroupConsumer
{
    bool ActsOn(KapsoEvent received);

    /// <summary>
    /// Writes what the events change, through the context or by commands on its connection, inside its transaction. It asks nobody
    /// but the database. Where it throws, none of the group is stored, and each of its events is tried alone.
    /// </summary>
    /// <param name="db">A context that remembers nothing.</param>
    /// <param name="events">In order within each lane.</param>
    /// <returns>What to do once all of it is stored (tell open pages, say); null for nothing.</returns>
    Task<Func<Task>?> WriteAsync(ThreadwayDb db, IReadOnlyList<ReceivedEvent> events, CancellationToken cancellationToken);
}

/// <summary>A stored event as its consumers get it.</summary>
internal readonly record struct ReceivedEvent(KapsoEvent Event, DateTimeOffset ReceivedAt);
