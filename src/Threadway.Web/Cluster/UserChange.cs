namespace Threadway.Web.Cluster;

/// <summary>Something of the user's changed: read again what is shown.</summary>
internal sealed class UserChange(Guid userId, SharedReads reads, long number)
{
    public Guid UserId => userId;

    /// <summary>
    /// What is true after this change, read once for all who are told of it: three hundred streams of one user are one question to
    /// the database. What was read after a later change is as good.
    /// </summary>
    /// <param name="what">Names what is read, once for each kind.</param>
    public Task<T> ReadAsync<T>(string what, Func<Guid, Task<T>> read, CancellationToken cancellationToken) =>
        reads.ReadAsync(what, number, () => read(userId)).WaitAsync(cancellationToken);
}

/// <summary>What was read of one user, and after which change.</summary>
internal sealed class SharedReads
{
    private readonly Lock guard = new();
    private readonly Dictionary<string, (long After, Task Read)> read = [];
    private long changes;

    /// <summary>Something changed: what was read before is old.</summary>
    public long Change() => Interlocked.Increment(ref changes);

    public Task<T> ReadAsync<T>(string what, long after, Func<Task<T>> question)
    {
        lock (guard)
        {
            if (read.TryGetValue(what, out var last) && last.After >= after && !last.Read.IsFaulted && !last.Read.IsCanceled) return (Task<T>)last.Read;

            // Numbered before it begins: it shows every change up to here.
            var number = Interlocked.Read(ref changes);
            var asked = Task.Run(question);
            read[what] = (number, asked);
            return asked;
        }
    }
}
