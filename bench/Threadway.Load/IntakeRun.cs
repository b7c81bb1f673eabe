using System.Diagnostics;

namespace Threadway.Load;

/// <summary>Intake beside bare Kestrel: the same deliveries, the same generator, one after the other, several rounds in one run.</summary>
internal sealed class IntakeRun(LoadOptions options)
{
    private const string Pending = "SELECT count(*) FROM webhook_events WHERE due_at IS NOT NULL";
    private const double Megabyte = 1024 * 1024;

    public async Task RunAsync()
    {
        Console.WriteLine($"{options.Connections} connections, {options.Numbers} numbers, {options.Seconds} s a round after {options.WarmUp} s.");
        Console.WriteLine("round  what                answers/s  of bare  p50 ms  p99 ms  slowest ms  refused  handled/s  RSS MB  CPU s/s");
        await using var bare = await Child.StartAsync("Threadway.Load.dll", Child.FreePort(), port => ["bare", "--port", $"{port}"], _ => []);
        await using var emulator = await Child.StartAsync("Threadway.Kapso.Emulator.dll", Child.FreePort(), port => ["--port", $"{port}"], _ => []);
        for (var round = 1; round <= options.Rounds; round++)
        {
            var reference = await MeasureAsync(round, "bare Kestrel", [bare.Port], () => (bare.ProcessorTime, bare.ResidentBytes), null, null);
            await MeasureAsync(round, () => new SqliteEngine(options.Folder), emulator, reference);
            if (options.Postgres is { } server) await MeasureAsync(round, () => new PostgresEngine(server), emulator, reference);
        }
    }

    private async Task MeasureAsync(int round, Func<Engine> make, Child emulator, double reference)
    {
        var most = 1;
        for (var count = 1; count <= most; count++)
        {
            await using var engine = make();
            most = engine.MostNodes;
            await Nodes.MigrateAsync(engine, emulator);
            await engine.AddNumbersAsync(0, options.Numbers);
            if (options.Old > 0) await engine.AddHandledEventsAsync(options.Old);
            await using var nodes = await Nodes.StartAsync(engine, emulator, count);
            await MeasureAsync(round, count == 1 ? engine.Name : $"{engine.Name}, {count} nodes", nodes.Ports, () => (nodes.ProcessorTime, nodes.ResidentBytes), engine, reference);
        }
    }

    private async Task<double> MeasureAsync(
        int round, string name, IReadOnlyList<int> ports, Func<(TimeSpan Processor, long Resident)> look, Engine? engine, double? reference)
    {
        var (pending, processor, begun) = (0L, TimeSpan.Zero, 0L);
        using var shooter = new Shooter(ports, options.Connections, new Deliveries(options.Numbers));
        var figures = await shooter.RunAsync(TimeSpan.FromSeconds(options.WarmUp), TimeSpan.FromSeconds(options.Seconds), Begin);
        var took = Stopwatch.GetElapsedTime(begun);
        var (after, resident) = look();
        var busy = (after - processor) / took;
        var handled = engine is null ? 0 : (figures.Accepted - (await engine.CountAsync(Pending) - pending)) / took.TotalSeconds;
        Console.WriteLine(
            $"{round,5}  {name,-18}  {figures.PerSecond,9:N0}  {figures.PerSecond / (reference ?? figures.PerSecond),7:N2}  {figures.Median,6:N2}  {figures.Slowest1In100,6:N2}"
            + $"  {figures.Slowest,10:N1}  {figures.Refused,7}  {handled,9:N0}  {resident / Megabyte,6:N0}  {busy,7:N2}");
        return figures.PerSecond;

        void Begin()
        {
            pending = engine?.CountAsync(Pending).GetAwaiter().GetResult() ?? 0;
            (processor, begun) = (look().Processor, Stopwatch.GetTimestamp());
        }
    }
}
