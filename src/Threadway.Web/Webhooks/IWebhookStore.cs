using Threadway.Web.Data;

namespace Threadway.Web.Webhooks;

/// <summary>
/// Stored events, as the engine keeps them. It takes deliveries out of the <see cref="WebhookInbox"/> by itself; everything else is
/// asked of it, in groups, for a commit costs far more than a row.
/// </summary>
internal interface IWebhookStore
{
    /// <summary>
    /// The next events for this node, oldest first, which are its own from then on and no other's: never one of a lane in which
    /// another node is at work.
    /// </summary>
    /// <param name="node">Who claims.</param>
    /// <param name="most">So many at most.</param>
    /// <param name="lanesApart">Lanes that are to be left alone.</param>
    /// <param name="share">Which lanes are this node's to look for first, so that nodes seldom get into each other's way.</param>
    Task<IReadOnlyList<ClaimedEvent>> ClaimAsync(
        string node, int most, IReadOnlyCollection<string> lanesApart, LaneShare share, CancellationToken cancellationToken);

    /// <summary>What the node has in hand stays its own for another while; claims of anybody that are over are let go.</summary>
    Task KeepAsync(string node, IReadOnlyCollection<long> inHand, CancellationToken cancellationToken);

    /// <summary>What nodes that are gone had claimed is anybody's.</summary>
    Task ReleaseAsync(IReadOnlyCollection<string> nodes, CancellationToken cancellationToken);

    /// <summary>
    /// Records what became of events, where the node's claim still stands, together with what they change elsewhere: all of it or
    /// nothing. Returns the sequences of those whose claim stood.
    /// </summary>
    /// <param name="changes">Writes what the events whose claim stands change, in the same transaction; asked again where that was lost.</param>
    Task<IReadOnlySet<long>> FinishAsync(
        string node, IReadOnlyList<EventResult> results, Func<ThreadwayDb, IReadOnlySet<long>, Task>? changes, CancellationToken cancellationToken);

    /// <summary>Drops what was handled before then, from one slice of the events; returns where the next begins, null where there is none.</summary>
    Task<long?> DropEventsAsync(long after, DateTimeOffset handledBefore, CancellationToken cancellationToken);

    /// <summary>The same for the keys.</summary>
    Task<string?> DropKeysAsync(string after, DateTimeOffset receivedBefore, CancellationToken cancellationToken);

    /// <summary>Whether the database is at fault and not what was asked of it.</summary>
    bool IsTrouble(Exception exception);
}

/// <summary>An event that is this node's to handle.</summary>
internal sealed record ClaimedEvent(long Sequence, Guid Id, string Event, string Lane, DateTimeOffset ReceivedAt, int Attempts, string? LastError, byte[] Body);

/// <summary>What is to be remembered of an event.</summary>
/// <param name="DueAt">When to look again; null where it is handled or parked.</param>
/// <param name="KeepsClaim">Whether it stays this node's.</param>
internal sealed record EventResult(long Sequence, DateTimeOffset? ProcessedAt, DateTimeOffset? DueAt, int Attempts, string? Error, bool KeepsClaim = false);

/// <summary>One part of so many of all lanes.</summary>
internal sealed record LaneShare(int Index, int Of)
{
    public static LaneShare All { get; } = new(0, 1);
}
