using Orleans;
using Orleans.Concurrency;

namespace Threadway.Web.Cluster;

/// <summary>A node that holds open pages, as the grains know it.</summary>
[Alias("threadway.pages-here")]
internal interface IPagesHere : IGrainObserver
{
    /// <summary>Something of these users' changed; with each goes how often it did.</summary>
    [OneWay, Alias("changed")]
    Task ChangedAsync(Dictionary<Guid, long> users);
}

/// <summary>Knows which nodes hold pages of the users of one <see cref="Shard"/>, so that a change reaches those and no others.</summary>
[Alias("threadway.live-pages")]
internal interface ILivePagesGrain : IGrainWithIntegerKey
{
    /// <summary>These are the users whose pages are open there, and no others; says how often each has changed.</summary>
    [Alias("show")]
    Task<Dictionary<Guid, long>> ShowAsync(string node, IPagesHere pages, HashSet<Guid> users);

    /// <summary>These have changed on that node, which has told its own pages; says how often each has changed.</summary>
    [Alias("changed")]
    Task<Dictionary<Guid, long>> ChangedAsync(string node, HashSet<Guid> users);
}

internal sealed class LivePagesGrain(ClusterNode node, TimeProvider time) : Grain, ILivePagesGrain
{
    private readonly Dictionary<string, (IPagesHere Pages, HashSet<Guid> Users)> nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, long> counts = [];

    /// <summary>Another than any count before: who was counted by one that is lost finds that something may have been missed.</summary>
    private readonly long first = time.GetUtcNow().UtcTicks;

    public Task<Dictionary<Guid, long>> ShowAsync(string node, IPagesHere pages, HashSet<Guid> users)
    {
        nodes[node] = (pages, users);
        Forget();
        return Task.FromResult(users.ToDictionary(user => user, Count));
    }

    public Task<Dictionary<Guid, long>> ChangedAsync(string node, HashSet<Guid> users)
    {
        var shown = users.Where(user => nodes.Values.Any(other => other.Users.Contains(user))).ToDictionary(user => user, user => counts[user] = Count(user) + 1);
        foreach (var (name, (pages, open)) in nodes)
        {
            if (name == node) continue;
            var theirs = shown.Where(user => open.Contains(user.Key)).ToDictionary();
            if (theirs.Count > 0) pages.ChangedAsync(theirs).Ignore();
        }
        return Task.FromResult(shown);
    }

    private long Count(Guid user) => counts.TryGetValue(user, out var count) ? count : counts[user] = first;

    /// <summary>Nodes that are gone, and users whose pages are open nowhere any more.</summary>
    private void Forget()
    {
        foreach (var gone in nodes.Keys.Where(node.Members.Gone.Contains).ToList()) nodes.Remove(gone);
        foreach (var user in counts.Keys.Where(user => !nodes.Values.Any(node => node.Users.Contains(user))).ToList()) counts.Remove(user);
    }
}
