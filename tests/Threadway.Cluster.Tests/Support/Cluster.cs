using Threadway.Kapso.Emulator;

namespace Threadway.Cluster.Tests.Support;

/// <summary>Nodes on one database, and a Kapso that all of them talk to.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly Dictionary<string, string> settings;
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    private readonly bool ownsKapso;

    private Cluster(KapsoEmulator kapso, bool ownsKapso, string connectionString, int nodes, TimeSpan personWait, IReadOnlyDictionary<string, string>? more)
    {
        this.ownsKapso = ownsKapso;
        var ports = Enumerable.Range(0, nodes).Select(_ => Ports.Take()).ToArray();
        Kapso = kapso;
        settings = new()
        {
            ["ConnectionStrings__Threadway"] = connectionString,
            ["KAPSO_API_KEY"] = "a-key-for-tests",
            ["KAPSO_BASE_URL"] = kapso.BaseAddress.AbsoluteUri,
            ["KAPSO_WEBHOOK_SECRET"] = Delivery.Secret,
            ["KAPSO_OTP_PHONE_NUMBER_ID"] = KapsoEmulator.OperatorPhoneNumberId,
            // Kapso delivers what it has to say by itself to the first.
            ["THREADWAY_PUBLIC_URL"] = $"http://127.0.0.1:{ports[0]}",
            ["Kapso__Reconciler__Interval"] = "01:00:00",
            // A busy machine is slow, and what is tested here is not how long people wait.
            ["Threadway__PersonWait"] = personWait.ToString(),
            ["Logging__LogLevel__Default"] = "Warning",
        };
        foreach (var (name, value) in more ?? new Dictionary<string, string>()) settings[name] = value;
        Nodes = [.. ports.Select(port => new Node(settings, port, http))];
    }

    public KapsoEmulator Kapso { get; }

    public IReadOnlyList<Node> Nodes { get; }

    public IReadOnlyList<Uri> Addresses => [.. Nodes.Select(node => node.Address)];

    /// <summary>Brings the database up to date and starts the nodes.</summary>
    /// <param name="kapso">One that is there already; a new one where it is null.</param>
    /// <param name="more">Settings beside the usual ones.</param>
    /// <param name="personWait">How long people wait for Kapso; a minute where nothing is said.</param>
    public static async Task<Cluster> StartAsync(string connectionString, int nodes, KapsoEmulator? kapso = null, TimeSpan? personWait = null, IReadOnlyDictionary<string, string>? more = null)
    {
        var cluster = await PrepareAsync(connectionString, nodes, kapso, personWait, more);
        try
        {
            var (exitCode, said) = await cluster.MigrateAsync();
            Assert.True(exitCode == 0, said);
            await Task.WhenAll(cluster.Nodes.Select(node => node.StartAsync()));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>A cluster of which nothing is started yet, on an empty database.</summary>
    public static async Task<Cluster> PrepareAsync(string connectionString, int nodes, KapsoEmulator? kapso = null, TimeSpan? personWait = null, IReadOnlyDictionary<string, string>? more = null) =>
        new(kapso ?? await KapsoEmulator.StartAsync(), kapso is null, connectionString, nodes, personWait ?? TimeSpan.FromMinutes(1), more);

    /// <summary>What an operator runs before a new version.</summary>
    public async Task<(int ExitCode, string Said)> MigrateAsync()
    {
        await using var process = await NodeProcess.StartAsync(settings, "migrate");
        return (await process.Exit, process.Said);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes) await node.DisposeAsync();
        if (ownsKapso) await Kapso.DisposeAsync();
        http.Dispose();
    }
}
