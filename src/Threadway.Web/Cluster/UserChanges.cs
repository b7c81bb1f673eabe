using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Threadway.Web.Cluster;

/// <summary>Tells open pages and streams of a user's changes: those of this node at once, and through <see cref="LivePages"/> those of the others that hold any.</summary>
internal sealed class UserChanges
{
    private readonly ConcurrentDictionary<Guid, Watched> watched = new();

    /// <summary>Somebody looks at a user that nobody here looked at before.</summary>
    internal event Action<Guid>? Opened;

    /// <summary>Something of a user's was changed on this node.</summary>
    internal event Action<Guid>? Published;

    /// <summary>Whose pages are open here.</summary>
    internal ICollection<Guid> Users => watched.Keys;

    public void Publish(Guid userId)
    {
        Tell(userId);
        Published?.Invoke(userId);
    }

    /// <summary>Tells this node's pages alone.</summary>
    internal void Tell(Guid userId)
    {
        if (watched.TryGetValue(userId, out var user)) user.Tell();
    }

    internal bool IsWatched(Guid userId) => watched.ContainsKey(userId);

    /// <summary>Yields once as soon as it listens, so that nothing is missed between a first read and the first change, then on every change.</summary>
    public async IAsyncEnumerable<UserChange> WatchAsync(Guid userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (user, channel) = Open(userId);
        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(cancellationToken))
                yield return change;
        }
        finally
        {
            if (user.Close(channel)) watched.TryRemove(new(userId, user));
        }
    }

    private (Watched User, Channel<UserChange> Channel) Open(Guid userId)
    {
        while (true)
        {
            var user = watched.GetOrAdd(userId, id => new(id));
            // Between two, the last page of the user may have been closed, and what it watched with it.
            if (user.Open() is not { } channel) continue;
            if (user.IsFirst(channel)) Opened?.Invoke(userId);
            return (user, channel);
        }
    }

    /// <summary>A user whose pages are open here.</summary>
    private sealed class Watched(Guid userId)
    {
        private readonly Lock guard = new();
        private readonly List<Channel<UserChange>> channels = [];
        private readonly SharedReads reads = new();
        private bool closed;

        /// <summary>Null where it was closed for good.</summary>
        public Channel<UserChange>? Open()
        {
            // One slot: a watcher reads the state, not the change, so changes that pile up are one.
            var channel = Channel.CreateBounded<UserChange>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
            lock (guard)
            {
                if (closed) return null;
                channels.Add(channel);
                channel.Writer.TryWrite(new(userId, reads, reads.Change()));
                return channel;
            }
        }

        public bool IsFirst(Channel<UserChange> channel)
        {
            lock (guard) return channels is [var first, ..] && first == channel;
        }

        public bool Close(Channel<UserChange> channel)
        {
            lock (guard)
            {
                channels.Remove(channel);
                return closed = channels.Count == 0;
            }
        }

        public void Tell()
        {
            lock (guard)
            {
                var change = new UserChange(userId, reads, reads.Change());
                foreach (var channel in channels) channel.Writer.TryWrite(change);
            }
        }
    }
}
