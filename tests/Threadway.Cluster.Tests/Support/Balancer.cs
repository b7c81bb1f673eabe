namespace Threadway.Cluster.Tests.Support;

/// <summary>What a balancer knows: the nodes that said at the last look that they are ready.</summary>
internal sealed class Balancer : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource stop = new();
    private readonly IReadOnlyList<Node> nodes;
    private readonly Task looking;
    private volatile IReadOnlyList<Uri> open;

    private Balancer(IReadOnlyList<Node> nodes)
    {
        this.nodes = nodes;
        open = [.. nodes.Select(node => node.Address)];
        looking = LookAsync();
    }

    public IReadOnlyList<Uri> Open => open;

    public static Balancer Over(IReadOnlyList<Node> nodes) => new(nodes);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task LookAsync()
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stop.Token))
        {
            var ready = await Task.WhenAll(nodes.Select(node => node.IsReadyAsync()));
            open = [.. nodes.Where((_, i) => ready[i]).Select(node => node.Address)];
        }
    }
}
