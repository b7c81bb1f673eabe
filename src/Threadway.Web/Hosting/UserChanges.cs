using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Threadway.Web.Hosting;

/// <summary>Something of the user's changed: read again what is shown.</summary>
internal readonly record struct UserChange(Guid UserId);

/// <summary>Tells open pages and streams of a user's changes. In this process; a cluster's fan-out takes this one type's place.</summary>
internal sealed class UserChanges
{
    private readonly ConcurrentDictionary<Guid, ConcurrentDictionary<Channel<UserChange>, byte>> watchers = new();

    public void Publish(Guid userId)
    {
        if (!watchers.TryGetValue(userId, out var channels)) return;
        foreach (var channel in channels.Keys)
            channel.Writer.TryWrite(new(userId));
    }

    /// <summary>Yields once as soon as it listens, so that nothing is missed between a first read and the first change, then on every change.</summary>
    public async IAsyncEnumerable<UserChange> WatchAsync(Guid userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // One slot: a watcher reads the state, not the change, so changes that pile up are one.
        var channel = Channel.CreateBounded<UserChange>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        channel.Writer.TryWrite(new(userId));
        var channels = watchers.GetOrAdd(userId, _ => new());
        channels[channel] = 0;
        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(cancellationToken))
                yield return change;
        }
        finally
        {
            channels.TryRemove(channel, out _);
        }
    }
}
