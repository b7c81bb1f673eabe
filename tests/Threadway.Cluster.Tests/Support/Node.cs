using System.Globalization;
using System.Net;

namespace Threadway.Cluster.Tests.Support;

/// <summary>A place where a process of the app runs, always at the same ports: started again after its end, it is another process there.</summary>
internal sealed class Node(IReadOnlyDictionary<string, string> settings, int port, HttpClient http) : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(90);

    private readonly int siloPort = Ports.Take();
    private readonly int gatewayPort = Ports.Take();
    private NodeProcess? process;

    public Uri Address { get; } = new($"http://127.0.0.1:{port}");

    /// <summary>By it PostgreSQL tells one place from another.</summary>
    public string Name { get; } = $"node-{port}";

    /// <summary>By it the cluster tells one place from another.</summary>
    public int SiloPort => siloPort;

    public NodeProcess Process => process ?? throw new InvalidOperationException("This node was not started.");

    /// <summary>Starts the process and waits until it takes requests.</summary>
    public async Task StartAsync()
    {
        await DisposeAsync();
        var database = settings["ConnectionStrings__Threadway"];
        process = await NodeProcess.StartAsync(new Dictionary<string, string>(settings)
        {
            ["ConnectionStrings__Threadway"] = database.StartsWith("Host=", StringComparison.Ordinal) ? $"{database};Application Name={Name}" : database,
            ["ASPNETCORE_URLS"] = Address.AbsoluteUri,
            ["Cluster__SiloPort"] = siloPort.ToString(CultureInfo.InvariantCulture),
            ["Cluster__GatewayPort"] = gatewayPort.ToString(CultureInfo.InvariantCulture),
            ["Cluster__AdvertisedAddress"] = "127.0.0.1",
        });
        await Eventually.HoldsAsync(IsReadyAsync, ready => ready || Process.Exit.IsCompleted, $"the node is ready: {Address}", StartPatience);
        Assert.False(Process.Exit.IsCompleted, Process.Said);
    }

    public async Task<bool> IsReadyAsync() => await HealthAsync("/health/ready") == HttpStatusCode.OK;

    /// <summary>Null where nothing answers.</summary>
    public async Task<HttpStatusCode?> HealthAsync(string path)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            using var answer = await http.GetAsync(new Uri(Address, path), patience.Token);
            return answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await process.DisposeAsync();
        process = null;
    }
}
