using System.Runtime.CompilerServices;
using Orleans;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace Threadway.Web.Cluster;

/// <summary>
/// This process as one node among equals: its name, the way to the grains, and who of the others is gone.
/// </summary>
internal sealed class ClusterNode(NodeName name, bool isAlone, IServiceProvider services, TimeProvider time)
{
    private const int Tries = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Another for each start of a process, so that what was claimed under an old one is nobody's.</summary>
    public string Name => name.Value;

    /// <summary>True on SQLite: no other node can exist.</summary>
    public bool IsAlone => isAlone;

    /// <summary>Done when grains may be called. Nothing waits for it before the app listens.</summary>
    public Task Started => started.Task;

    /// <summary>
    /// The one door to the grains. It waits until they may be called, and asks again where a node that just died took the question
    /// with it; so only what may be asked twice is asked through it.
    /// </summary>
    public async Task<T> AskAsync<T>(Func<IGrainFactory, Task<T>> ask, CancellationToken cancellationToken)
    {
        await Started.WaitAsync(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ask(Grains).WaitAsync(cancellationToken);
            }
            catch (Exception e) when (attempt < Tries && IsLostWithItsNode(e))
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    /// <inheritdoc cref="AskAsync{T}"/>
    public Task AskAsync(Func<IGrainFactory, Task> ask, CancellationToken cancellationToken) =>
        AskAsync(
            async grains =>
            {
                await ask(grains);
                return true;
            },
            cancellationToken);

    /// <summary>Who belongs to the cluster, at once and again on every change; a node that is alone hears only of itself.</summary>
    public async IAsyncEnumerable<ClusterMembers> MembersAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Started.WaitAsync(cancellationToken);
        await foreach (var snapshot in services.GetRequiredService<IClusterMembershipService>().MembershipUpdates.WithCancellation(cancellationToken))
            yield return ClusterMembers.Of(snapshot);
    }

    /// <summary>Who belongs to the cluster now.</summary>
    public ClusterMembers Members => ClusterMembers.Of(services.GetRequiredService<IClusterMembershipService>().CurrentSnapshot);

    internal void HasStarted() => started.TrySetResult();

    internal void CouldNotStart(Exception reason) => started.TrySetException(reason);

    internal void WillNotStart() => started.TrySetCanceled();

    private IGrainFactory Grains => services.GetRequiredService<IGrainFactory>();

    private static bool IsLostWithItsNode(Exception exception) =>
        exception is SiloUnavailableException or OrleansMessageRejectionException or ConnectionFailedException;
}

/// <summary>This node's name, apart from the node so that the silo can be named before it is made.</summary>
internal sealed record NodeName(string Value)
{
    public static NodeName Create() => new($"{Environment.MachineName}-{Guid.CreateVersion7():N}");
}

/// <summary>The nodes of the cluster by name.</summary>
/// <param name="Version">Grows with every change.</param>
/// <param name="Here">Those that are there or coming.</param>
/// <param name="Gone">Those that died or left, as far back as is remembered; what they held is nobody's.</param>
internal sealed record ClusterMembers(long Version, IReadOnlySet<string> Here, IReadOnlySet<string> Gone)
{
    public static ClusterMembers Of(ClusterMembershipSnapshot snapshot) => new(
        snapshot.Version.Value,
        snapshot.Members.Values.Where(member => member.Status != SiloStatus.Dead).Select(member => member.Name).ToHashSet(),
        snapshot.Members.Values.Where(member => member.Status == SiloStatus.Dead).Select(member => member.Name).ToHashSet());
}
