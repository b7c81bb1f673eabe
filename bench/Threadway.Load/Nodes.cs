namespace Threadway.Load;

/// <summary>The app on an engine, as so many nodes.</summary>
internal sealed class Nodes : IAsyncDisposable
{
    private const string Web = "Threadway.Web";

    private readonly List<Child> all = [];

    public IReadOnlyList<int> Ports => [.. all.Select(node => node.Port)];

    public IReadOnlyList<Uri> Addresses => [.. all.Select(node => node.Address)];

    /// <summary>Of all nodes together.</summary>
    public long ResidentBytes => all.Sum(node => node.ResidentBytes);

    /// <summary>The most that each ever held.</summary>
    public long PeakBytes => all.Sum(node => node.PeakBytes);

    public TimeSpan ProcessorTime => all.Aggregate(TimeSpan.Zero, (sum, node) => sum + node.ProcessorTime);

    public static Task MigrateAsync(Engine engine, Child emulator) =>
        Child.RunAsync(Web, ["migrate"], AppSettings.Of(engine.ConnectionString, Child.AddressOf(FreePort.OnLoopback()), emulator.Address));

    /// <param name="more">Settings beside <see cref="AppSettings"/>.</param>
    public static async Task<Nodes> StartAsync(Engine engine, Child emulator, int count, IReadOnlyDictionary<string, string>? more = null)
    {
        var nodes = new Nodes();
        for (var node = 0; node < count; node++)
            nodes.all.Add(await Child.StartAsync(Web, FreePort.OnLoopback(), _ => [], Settings));
        return nodes;

        Dictionary<string, string> Settings(int port) =>
            new([.. AppSettings.Of(engine.ConnectionString, Child.AddressOf(port), emulator.Address).Concat(more ?? new Dictionary<string, string>())]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in all)
            await node.DisposeAsync();
    }
}
