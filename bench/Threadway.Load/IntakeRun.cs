using System.Diagnostics;

namespace Threadway.Load;

/// <summary>
/// Intake beside bare Kestrel: the same deliveries and the same generator, in turns of a few seconds, for a machine's pace changes under
/// one's hands. While it is bare Kestrel's turn, the app has nothing left to handle.
/// </summary>
internal sealed class IntakeRun(LoadOptions options)
{
    private const double Megabyte = 1024 * 1024;

    public async Task RunAsync()
    {
        Console.WriteLine($"{options.Connections} connections, {options.Numbers} numbers; {options.Rounds} turns of {options.Seconds} s after {options.WarmUp} s; medians of the turns.");
        Console.WriteLine("what                answers/s  of bare (lowest to highest)  p50 ms  p99 ms  slowest ms  refused  handled/s  RSS MB  CPU s/s");
        await using var bare = await Child.StartAsync("Threadway.Load", FreePort.OnLoopback(), port => ["bare", "--port", $"{port}"], _ => []);
        await using var emulator = await Child.StartAsync("Threadway.Kapso.Emulator", FreePort.OnLoopback(), port => ["--port", $"{port}"], _ => []);
        await MeasureAsync(() => new SqliteEngine(options.Folder), emulator, bare);
        if (options.Postgres is { } server) await MeasureAsync(() => new PostgresEngine(server), emulator, bare);
    }

    private async Task MeasureAsync(Func<Engine> make, Child emulator, Child bare)
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
            await MeasureAsync(engine, nodes, count, bare);
        }
    }

    private async Task MeasureAsync(Engine engine, Nodes nodes, int count, Child bare)
    {
        var deliveries = new Deliveries(options.Numbers);
        using var atBare = new Shooter([bare.Port], options.Connections, deliveries);
        using var atApp = new Shooter(nodes.Ports, options.Connections, deliveries);
        await atBare.RunAsync(Seconds(options.WarmUp / 2));
        await atApp.RunAsync(Seconds(options.WarmUp));

        List<Turn> theirs = [], ours = [];
        for (var round = 0; round < options.Rounds; round++)
        {
            await engine.DrainAsync();
            theirs.Add(await TakeTurnAsync(atBare, () => (bare.ProcessorTime, bare.ResidentBytes), null));
            ours.Add(await TakeTurnAsync(atApp, () => (nodes.ProcessorTime, nodes.ResidentBytes), engine));
        }
        if (count == 1) Print($"bare Kestrel", theirs, theirs);
        Print(count == 1 ? engine.Name : $"{engine.Name}, {count} nodes", ours, theirs);
    }

    private async Task<Turn> TakeTurnAsync(Shooter shooter, Func<(TimeSpan Processor, long Resident)> look, Engine? engine)
    {
        var (processor, begun) = (look().Processor, Stopwatch.GetTimestamp());
        var figures = await shooter.RunAsync(Seconds(options.Seconds));
        var took = Stopwatch.GetElapsedTime(begun);
        var (after, resident) = look();
        var handled = engine is null ? 0 : figures.Accepted - await engine.CountPendingAsync();
        return new(figures, handled / took.TotalSeconds, resident, (after - processor) / took);
    }

    private static void Print(string name, List<Turn> turns, List<Turn> beside)
    {
        var ratios = turns.Zip(beside, (one, other) => one.Figures.PerSecond / other.Figures.PerSecond).Order().ToList();
        Console.WriteLine(
            $"{name,-18}  {Median(turns, turn => turn.Figures.PerSecond),9:N0}  {ratios[ratios.Count / 2],7:N2} ({ratios[0]:N2} to {ratios[^1]:N2})            "
            + $"  {Median(turns, turn => turn.Figures.Median),6:N2}  {Median(turns, turn => turn.Figures.Slowest1In100),6:N2}  {turns.Max(turn => turn.Figures.Slowest),10:N1}"
            + $"  {turns.Sum(turn => turn.Figures.Refused),7}  {Median(turns, turn => turn.Handled),9:N0}  {turns.Max(turn => turn.Resident) / Megabyte,6:N0}  {Median(turns, turn => turn.Busy),7:N2}");
    }

    private static double Median(List<Turn> turns, Func<Turn, double> of) => turns.Select(of).Order().ElementAt(turns.Count / 2);

    private static TimeSpan Seconds(int count) => TimeSpan.FromSeconds(count);

    private sealed record Turn(Figures Figures, double Handled, long Resident, double Busy);
}
