using Orleans;
using Threadway.Web.Cluster;

namespace Threadway.Web.Messaging.Conversations.Receiving;

/// <summary>Lets one node of the cluster make up for an outage. What it keeps may be lost: then it is made up for twice, which changes nothing.</summary>
[Alias("threadway.missed-messages")]
internal interface IMissedMessagesGrain : IGrainWithIntegerKey
{
    /// <param name="node">Who asks, again and again until it is over.</param>
    /// <param name="done">Whether it was this node's and is done.</param>
    [Alias("next")]
    Task<MissedShare> NextAsync(string node, bool done);
}

[GenerateSerializer, Alias("threadway.missed-share")]
internal enum MissedShare
{
    Mine,
    Anothers,
    Over,
}

internal sealed class MissedMessagesGrain(ClusterNode here) : Grain, IMissedMessagesGrain
{
    private string? holder;
    private bool over;

    public Task<MissedShare> NextAsync(string node, bool done)
    {
        // All nodes that were there when it was made up for are gone: whoever comes has an outage of its own.
        if (holder is not null && holder != node && here.Members.Gone.Contains(holder)) (holder, over) = (null, false);
        holder ??= node;
        over |= done && holder == node;
        return Task.FromResult(over ? MissedShare.Over : holder == node ? MissedShare.Mine : MissedShare.Anothers);
    }
}
