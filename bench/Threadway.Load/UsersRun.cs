using System.Diagnostics;

namespace Threadway.Load;

/// <summary>What one status query costs a user, and what one event costs to route, at a thousand users, a hundred thousand and a million.</summary>
internal sealed class UsersRun(LoadOptions options)
{
    private const string Person = "+573159999999";
    private const int Queries = 4000;
    private const int Warming = 1500;
    private const int Events = 20_000;

    private static readonly int[] Sizes = [1_000, 100_000, 1_000_000];

    public async Task RunAsync()
    {
        Console.WriteLine("engine          users  status p50 µs  of 1,000  routed/s  of 1,000");
        await using var emulator = await Child.StartAsync("Threadway.Kapso.Emulator", FreePort.OnLoopback(), port => ["--port", $"{port}"], _ => []);
        await MeasureAsync(new SqliteEngine(options.Folder), emulator);
        if (options.Postgres is { } server) await MeasureAsync(new PostgresEngine(server), emulator);
    }

    private static async Task MeasureAsync(Engine engine, Child emulator)
    {
        await using var disposed = engine;
        await Nodes.MigrateAsync(engine, emulator);
        var (users, status, routed) = (0, 0.0, 0.0);
        foreach (var size in Sizes)
        {
            await engine.AddNumbersAsync(users, size);
            users = size;
            await using var nodes = await Nodes.StartAsync(engine, emulator, 1);
            using var browser = await Browser.SignInAsync(nodes.Addresses[0], emulator, Person);
            var median = await StatusAsync(browser.Http);
            var rate = await RouteAsync(engine, nodes, size);
            (status, routed) = size == Sizes[0] ? (median, rate) : (status, routed);
            Console.WriteLine($"{engine.Name,-10}  {size,9:N0}  {median,13:N0}  {median / status,8:N2}  {rate,8:N0}  {routed / rate,8:N2}");
        }
    }

    private static async Task<double> StatusAsync(HttpClient browser)
    {
        var times = new List<double>(Queries);
        for (var query = 0; query < Warming + Queries; query++)
        {
            var begun = Stopwatch.GetTimestamp();
            using var answer = await browser.GetAsync(new Uri("/api/whatsapp/connection", UriKind.Relative));
            answer.EnsureSuccessStatusCode();
            if (query >= Warming) times.Add(Stopwatch.GetElapsedTime(begun).TotalMicroseconds);
        }
        times.Sort();
        return times[times.Count / 2];
    }

    /// <summary>Events of numbers all over the table, told twice: the second time everything is warm.</summary>
    private static async Task<double> RouteAsync(Engine engine, Nodes nodes, int users)
    {
        var rate = 0.0;
        for (var pass = 0; pass < 2; pass++)
        {
            var begun = Stopwatch.GetTimestamp();
            using var shooter = new Shooter(nodes.Ports, 8, new Deliveries(Math.Min(users, 50_000), users));
            var figures = await shooter.RunAsync(TimeSpan.FromSeconds(Events / 8000.0));
            await engine.DrainAsync();
            rate = figures.Accepted / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        }
        return rate;
    }
}
