using Threadway.Web.Connections.Reconciliation;

namespace Threadway.Web.Connections.Disconnect;

/// <summary>What waits to be sent for a number: who disconnects it is asked what becomes of that. Whoever keeps messages answers.</summary>
internal interface IWaitingMessages
{
    /// <summary>Null where nothing waits.</summary>
    Task<WaitingMessages?> FindAsync(Connection connection, CancellationToken cancellationToken);

    /// <summary>Takes back all that waits. What is on its way goes on.</summary>
    Task CancelAsync(Connection connection, CancellationToken cancellationToken);
}

/// <param name="DoneAt">When about the last of them will have gone; null where that cannot be told, because none can go.</param>
public sealed record WaitingMessages(int Count, DateTimeOffset? DoneAt);

/// <summary>What becomes of them.</summary>
public enum QueueChoice
{
    /// <summary>The number goes when they are sent, or when that took longer than it was to.</summary>
    Send,

    Cancel,
}
