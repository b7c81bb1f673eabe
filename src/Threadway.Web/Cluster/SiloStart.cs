using Threadway.Web.Hosting;

namespace Threadway.Web.Cluster;

/// <summary>
/// Starts the silo when the app listens already, and beside it: nobody who asks for a page waits for it, and what needs grains
/// awaits <see cref="ClusterNode.Started"/>. It is stopped last, when nothing can ask a grain any more.
/// </summary>
internal sealed partial class SiloStart(
    Type silo, ClusterNode node, FirstAnswer firstAnswer, IServiceProvider services, IHostApplicationLifetime lifetime, ILogger<SiloStart> logger)
    : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource givenUp = new();
    private Task<IHostedService?> starting = Task.FromResult<IHostedService?>(null);
    private Task following = Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        starting = Task.Run(StartAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        node.WillNotStart();
        // Only what has started can be stopped: a silo that is left half started goes round and round for ever.
        await using var patience = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), givenUp);
        if (await starting is not { } started) return;
        await started.StopAsync(cancellationToken);
        await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        stopping.Dispose();
        givenUp.Dispose();
    }

    private async Task<IHostedService?> StartAsync()
    {
        try
        {
            // Others wait for a node of a cluster; one that is alone only its own people, once they need it.
            if (node.IsAlone) await Task.WhenAny(node.Wanted, firstAnswer.WaitAsync(stopping.Token));
            stopping.Token.ThrowIfCancellationRequested();
            // Made here too: what it is made of takes longer than its start.
            var service = (IHostedService)services.GetRequiredService(silo);
            await service.StartAsync(givenUp.Token);
            node.HasStarted();
            following = node.FollowAsync(stopping.Token);
            return service;
        }
        catch (Exception e)
        {
            if (!stopping.IsCancellationRequested)
            {
                Log.CouldNotStart(logger, e);
                node.CouldNotStart(e);
                Environment.ExitCode = 1;
                lifetime.StopApplication();
            }
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Critical, "This node could not join the cluster and stops. Look at the database, and at Cluster:SiloPort, Cluster:GatewayPort and Cluster:AdvertisedAddress.")]
        public static partial void CouldNotStart(ILogger logger, Exception reason);
    }
}
