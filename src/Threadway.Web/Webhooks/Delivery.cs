namespace Threadway.Web.Webhooks;

/// <summary>A delivery on its way to disk. The request that it came with waits for <see cref="Outcome"/>, and lends it the body until then.</summary>
internal sealed class Delivery(string idempotencyKey, string @event, string lane, ReadOnlyMemory<byte> body, DateTimeOffset receivedAt)
{
    private readonly TaskCompletionSource<StoreOutcome> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string IdempotencyKey => idempotencyKey;

    public string Event => @event;

    public string Lane => lane;

    public ReadOnlyMemory<byte> Body => body;

    public DateTimeOffset ReceivedAt => receivedAt;

    public Task<StoreOutcome> Outcome => outcome.Task;

    public void Complete(StoreOutcome what) => outcome.TrySetResult(what);
}

/// <summary>What became of a delivery.</summary>
internal enum StoreOutcome
{
    /// <summary>It is on disk, now or from an earlier delivery of the same key.</summary>
    Stored,

    /// <summary>Too many wait already; nothing was kept.</summary>
    Full,

    /// <summary>The database could not take it (no room, not there); nothing was kept.</summary>
    Failed,
}
