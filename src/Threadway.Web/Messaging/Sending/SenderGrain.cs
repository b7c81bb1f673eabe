using Orleans;
using Orleans.Concurrency;

namespace Threadway.Web.Messaging.Sending;

/// <summary>Where a number's sender runs: on the node that this grain is on.</summary>
[Alias("threadway.sender")]
internal interface ISenderGrain : IGrainWithGuidKey
{
    [Alias("wake")]
    Task WakeAsync();

    [Alias("state")]
    Task<SenderState?> StateAsync();
}

[Reentrant]
internal sealed class SenderGrain(Senders senders) : Grain, ISenderGrain
{
    public Task WakeAsync()
    {
        senders.WakeHere(this.GetPrimaryKey());
        return Task.CompletedTask;
    }

    public Task<SenderState?> StateAsync() => Task.FromResult(senders.StateHere(this.GetPrimaryKey()));
}
