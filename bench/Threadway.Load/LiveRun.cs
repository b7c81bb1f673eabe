using System.Diagnostics;

namespace Threadway.Load;

/// <summary>
/// Twenty numbers change at once, and three hundred open streams tell of it: from the moment that Kapso's deliveries are sent until
/// each stream has shown its user's change, which lies in the database and is told by the delivery.
/// </summary>
internal sealed class LiveRun(LoadOptions options)
{
    private const int Users = 20;
    private const int Streams = 300;
    private const int Rounds = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task RunAsync()
    {
        Console.WriteLine($"{Users} changes at once, {Streams} streams, {Rounds} times");
        Console.WriteLine("                     p50 ms  p99 ms  slowest ms");
        await using var emulator = await Child.StartAsync("Threadway.Kapso.Emulator", FreePort.OnLoopback(), port => ["--port", $"{port}"], _ => []);
        await MeasureAsync(new SqliteEngine(options.Folder), emulator, 1);
        if (options.Postgres is not { } server) return;
        await MeasureAsync(new PostgresEngine(server), emulator, 1);
        await MeasureAsync(new PostgresEngine(server), emulator, 2);
    }

    private static async Task MeasureAsync(Engine engine, Child emulator, int count)
    {
        await using var disposed = engine;
        await Nodes.MigrateAsync(engine, emulator);
        await engine.AddNumbersAsync(0, Users);
        await using var nodes = await Nodes.StartAsync(engine, emulator, count);
        var browsers = new List<Browser>();
        var streams = new List<StreamReader>();
        for (var user = 0; user < Users; user++)
            browsers.Add(await Browser.SignInAsync(nodes.Addresses[0], emulator, Rows.Phone(user)));
        for (var stream = 0; stream < Streams; stream++)
            streams.Add(await browsers[stream % Users].WatchAsync(nodes.Addresses[stream / Users % count]));

        var deliveries = new Deliveries(Users);
        var times = new List<double>(Streams * Rounds);
        for (var round = -1; round < Rounds; round++)
        {
            var seen = await ChangeAsync(engine, nodes, streams, deliveries, $"Name {round}");
            // The first one warms.
            if (round >= 0) times.AddRange(seen);
            await Task.Delay(Pause, TimeProvider.System);
        }
        times.Sort();
        var name = count == 1 ? engine.Name : $"{engine.Name}, {count} nodes";
        Console.WriteLine($"{name,-19}  {times[times.Count / 2],6:N0}  {times[times.Count * 99 / 100],6:N0}  {times[^1],10:N0}");

        streams.ForEach(stream => stream.Dispose());
        browsers.ForEach(browser => browser.Dispose());
    }

    private static async Task<double[]> ChangeAsync(Engine engine, Nodes nodes, List<StreamReader> streams, Deliveries deliveries, string name)
    {
        await using (var db = await engine.OpenAsync())
        {
            await using var command = db.CreateCommand();
            command.CommandText = $"UPDATE connections SET verified_name = '{name}'";
            await command.ExecuteNonQueryAsync();
        }
        var requests = Enumerable.Range(0, Users).Select(_ => deliveries.Next().ToArray()).ToList();
        var begun = Stopwatch.GetTimestamp();
        var seen = Task.WhenAll(streams.Select(stream => SeesAsync(stream, name, begun)));
        await Task.WhenAll(requests.Select(async (request, i) =>
        {
            using var connection = Bench.Load.Connection.Open(nodes.Ports[i % nodes.Ports.Count]);
            await connection.SendAsync(request, CancellationToken.None);
        }));
        return await seen.WaitAsync(Patience, TimeProvider.System);
    }

    private static async Task<double> SeesAsync(StreamReader stream, string name, long begun)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            if (line.Contains(name, StringComparison.Ordinal)) return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        }
        throw new InvalidOperationException("A stream ended.");
    }
}
