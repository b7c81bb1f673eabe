using System.Net;
using System.Net.Sockets;

namespace Threadway.Browser.Tests.Support;

/// <summary>One address for servers that come and go: what comes in is passed on to the one that is there.</summary>
internal sealed class Balancer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;

    public Balancer(Uri target)
    {
        Target = target;
        listener.Start();
        accepting = AcceptAsync();
    }

    public Uri Address => new($"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    /// <summary>Where new connections go.</summary>
    public Uri Target { get; set; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> passing = [];
        try
        {
            while (true) passing.Add(PassAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(passing);
        }
    }

    /// <summary>Both ways, until either side ends; a server that is gone ends it at once.</summary>
    private async Task PassAsync(TcpClient visitor)
    {
        using var mine = visitor;
        using var server = new TcpClient();
        try
        {
            await server.ConnectAsync(Target.Host, Target.Port, stop.Token);
            await Task.WhenAny(visitor.GetStream().CopyToAsync(server.GetStream(), stop.Token), server.GetStream().CopyToAsync(visitor.GetStream(), stop.Token));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // Nobody is there, or the test is over.
        }
    }
}
