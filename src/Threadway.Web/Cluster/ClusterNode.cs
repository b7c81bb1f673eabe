using System.Runtime.CompilerServices;
using Orleans;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace Threadway.Web.Cluster;

/// <summary>
/// This process as one node among equals: its name, the way to the grains, and who of the others is gone.
/// </summary>
internal sealed partial class ClusterNode(NodeName name, bool isAlone, IServiceProvider services, TimeProvider time, ILogger<ClusterNode> logger)
{
    /// <summary>Longer than it takes to notice that a node is dead and to let another do its work.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long changedAt;

    /// <summary>Another for each start of a process, so that what was claimed under an old one is nobody's.</summary>
    public string Name => name.Value;

    /// <summary>True on SQLite: no other node can exist.</summary>
    public bool IsAlone => isAlone;

    /// <summary>Done when grains may be called. Nothing waits for it before the app listens.</summary>
    public Task Started => started.Task;

    /// <summary>Done when somebody has asked for a grain.</summary>
    public Task Wanted => wanted.Task;

    /// <summary>Who belongs to the cluster now; known from the start on.</summary>
    public ClusterMembers Members { get; private set; } = new(0, new HashSet<string>(), new HashSet<string>());

    /// <summary>Somebody came, died or left. Called one after the other; a handler does not wait for anything.</summary>
    public event Action<ClusterMembers>? Changed;

    /// <summary>How long everybody has been where they are.</summary>
    public TimeSpan SinceChange => time.GetElapsedTime(Volatile.Read(ref changedAt));

    /// <summary>
    /// The one door to the grains. It waits until they may be called, and asks again where a node that just died took the question
    /// with it; so only what may be asked twice is asked through it.
    /// </summary>
    /// <exception cref="ClusterUnavailableException">No node could do it in time.</exception>
    public async Task<T> AskAsync<T>(Func<IGrainFactory, Task<T>> ask, CancellationToken cancellationToken)
    {
        wanted.TrySetResult();
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                await Started.WaitAsync(Patience, time, cancellationToken);
                return await ask(services.GetRequiredService<IGrainFactory>()).WaitAsync(cancellationToken);
            }
            catch (Exception e) when (IsLostWithItsNode(e, cancellationToken))
            {
                if (time.GetElapsedTime(began) > Patience || Started.IsFaulted || Started.IsCanceled) throw new ClusterUnavailableException(e);
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

    /// <summary>Follows who comes and goes until the silo stops.</summary>
    internal async Task FollowAsync(CancellationToken cancellationToken)
    {
        await foreach (var snapshot in services.GetRequiredService<IClusterMembershipService>().MembershipUpdates.WithCancellation(cancellationToken))
        {
            var members = ClusterMembers.Of(snapshot);
            Volatile.Write(ref changedAt, time.GetTimestamp());
            Members = members;
            try
            {
                Changed?.Invoke(members);
            }
            catch (Exception e)
            {
                // Whoever comes or goes next is followed all the same.
                Log.NotTold(logger, e);
            }
        }
    }

    internal void HasStarted()
    {
        Members = ClusterMembers.Of(services.GetRequiredService<IClusterMembershipService>().CurrentSnapshot);
        Volatile.Write(ref changedAt, time.GetTimestamp());
        started.TrySetResult();
    }

    internal void CouldNotStart(Exception reason)
    {
        started.TrySetException(reason);
        // Whoever asks hears of it; nobody has to ask.
        _ = started.Task.Exception;
    }

    internal void WillNotStart() => started.TrySetCanceled();

    /// <summary>An answer that was called off by somebody else than who asks for it is lost too: so ends what was under way at a node that dies.</summary>
    private bool IsLostWithItsNode(Exception exception, CancellationToken asked) =>
        exception is SiloUnavailableException or OrleansMessageRejectionException or ConnectionFailedException or TimeoutException
        || (exception is OperationCanceledException && !asked.IsCancellationRequested)
        || Started.IsFaulted || Started.IsCanceled;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Somebody could not be told that the cluster has changed")]
        public static partial void NotTold(ILogger logger, Exception exception);
    }
}
