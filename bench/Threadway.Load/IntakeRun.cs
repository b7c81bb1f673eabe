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
        Console.WriteLine("round  what             answers/s  of bare  p50 ms  p99 ms  slowest ms  refused  handled/s  RSS MB  CPU s/s");
        await using var bare = await Child.StartAsync("Threadway.Load.dll", Child.FreePort(), port => ["bare", "--port", $"{port}"], _ => []);
        await using var emulator = await Child.StartAsync("Threadway.Kapso.Emulator.dll", Child.FreePort(), port => ["--port", $"{port}"], _ => []);
        for (var round = 1; round <= options.Rounds; round++)
        {
            var reference = await MeasureAsync(round, "bare Kestrel", bare, null, null);
            await MeasureAppAsync(round, emulator, reference);
        }
    }

    private async Task MeasureAppAsync(int round, Child emulator, double reference)
    {
        await using var engine = new SqliteEngine(options.Folder);
        await using var app = await StartAppAsync(engine, emulator);
        await MeasureAsync(round, "SQLite", app, engine, reference);
    }

    private async Task<Child> StartAppAsync(Engine engine, Child emulator)
    {
        const string Web = "Threadway.Web.dll";
        await Child.RunAsync(Web, ["migrate"], AppSettings.Of(engine.ConnectionString, Child.AddressOf(Child.FreePort()), emulator.Address));
        await engine.AddNumbersAsync(options.Numbers);
        return await Child.StartAsync(Web, Child.FreePort(), _ => [], port => AppSettings.Of(engine.ConnectionString, Child.AddressOf(port), emulator.Address));
    }

    private async Task<double> MeasureAsync(int round, string name, Child server, Engine? engine, double? reference)
    {
        var (pending, processor, begun, resident) = (0L, TimeSpan.Zero, 0L, 0L);
        using var shooter = new Shooter([server.Port], options.Connections, new Deliveries(options.Numbers));
        var running = shooter.RunAsync(TimeSpan.FromSeconds(options.WarmUp), TimeSpan.FromSeconds(options.Seconds), Begin);
        var figures = await running;
        var took = Stopwatch.GetElapsedTime(begun);
        resident = server.ResidentBytes;
        var busy = (server.ProcessorTime - processor) / took;
        var handled = engine is null ? 0 : (figures.Accepted - (await engine.CountAsync(Pending) - pending)) / took.TotalSeconds;
        Console.WriteLine(
            $"{round,5}  {name,-15}  {figures.PerSecond,9:N0}  {figures.PerSecond / (reference ?? figures.PerSecond),7:N2}  {figures.Median,6:N2}  {figures.Slowest1In100,6:N2}"
            + $"  {figures.Slowest,10:N1}  {figures.Refused,7}  {handled,9:N0}  {resident / Megabyte,6:N0}  {busy,7:N2}");
        return figures.PerSecond;

        void Begin()
        {
            pending = engine?.CountAsync(Pending).GetAwaiter().GetResult() ?? 0;
            (processor, begun) = (server.ProcessorTime, Stopwatch.GetTimestamp());
        }
    }
}
