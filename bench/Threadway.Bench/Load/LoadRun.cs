using System.Diagnostics;

namespace Threadway.Bench.Load;

/// <summary>Sends text messages from many dedicated numbers to many people as fast as the emulator and the rate rules let it.</summary>
internal sealed class LoadRun(LoadOptions options, EmulatorProcess emulator)
{
    private const int Stride = 100_000;
    private const double Megabyte = 1024 * 1024;

    // Later figures may lie above the first by this much: a heap breathes.
    private const double Tolerance = 1.1;

    private static readonly TimeProvider Time = TimeProvider.System;

    private long next;

    public static async Task<int> RunAsync(LoadOptions options, CancellationToken stop)
    {
        using var emulator = await EmulatorProcess.StartAsync(options);
        return await new LoadRun(options, emulator).RunAsync(stop);
    }

    private async Task<int> RunAsync(CancellationToken stopped)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stopped);
        late.CancelAfter(options.Longest);
        var connections = await Task.WhenAll(Enumerable.Range(0, options.Connections).Select(_ => Connection.OpenAsync(emulator.Port, late.Token)));

        if (options.Strangers)
        {
            Console.WriteLine($"{options.Numbers} dedicated numbers; each message is a template to somebody new.");
        }
        else
        {
            Console.WriteLine($"{options.Numbers} dedicated numbers, {options.People} people each; every person writes first, which opens the window.");
            var opened = await ShootAsync(connections, Wire.Receive, PersonInTurn, options.Numbers * options.People, int.MaxValue, late.Token);
            Console.WriteLine($"{opened.Accepted:N0} windows opened, {opened.PerSecond:N0} a second.");
        }

        Console.WriteLine($"Sends, {options.Rate:N0} a second at most, over {options.Connections} connections:");
        Console.WriteLine("     sent  accepted/s  refused  p50 ms  p99 ms  CPU s/1000 (emulator)  (load)  heap MB  working set MB");
        List<(long Heap, long WorkingSet)> memory = [];
        List<Figures> all = [];
        var (processor, begun) = (emulator.ProcessorTime, Stopwatch.GetTimestamp());
        next = 0;
        for (var sent = 0; sent < options.Messages;)
        {
            var count = Math.Min(Stride, options.Messages - sent);
            var (theirs, ours) = (emulator.ProcessorTime, Environment.CpuUsage.TotalTime);
            var figures = options.Strangers
                ? await ShootAsync(connections, Wire.SendTemplate, turn => (int)turn, count, options.Rate, late.Token)
                : await ShootAsync(connections, Wire.Send, PersonInTurn, count, options.Rate, late.Token);
            (theirs, ours) = (emulator.ProcessorTime - theirs, Environment.CpuUsage.TotalTime - ours);
            sent += count;
            all.Add(figures);
            memory.Add(await emulator.MemoryAsync());
            Console.WriteLine(
                $"{sent,9:N0}  {figures.PerSecond,10:N0}  {figures.Refused,7}  {figures.Median,6:N2}  {figures.Slowest1In100,6:N2}"
                + $"  {theirs.TotalSeconds * 1000 / count,21:N3}  {ours.TotalSeconds * 1000 / count,6:N3}"
                + $"  {memory[^1].Heap / Megabyte,7:N1}  {memory[^1].WorkingSet / Megabyte,14:N1}");
        }

        foreach (var connection in connections)
            connection.Dispose();
        return Conclude(all, memory, emulator.ProcessorTime - processor, Stopwatch.GetElapsedTime(begun));
    }

    /// <summary>The numbers take turns, and each comes to its next person when all have sent.</summary>
    private int PersonInTurn(long turn) => (int)(turn / options.Numbers % options.People);

    private async Task<Figures> ShootAsync(
        Connection[] connections, Wire wire, Func<long, int> person, int count, int rate, CancellationToken stop)
    {
        var (tally, pace, first) = (new Tally(), new Pace(rate), next);
        await Task.WhenAll(connections.Select(connection => Task.Run(
            async () =>
            {
                var request = new byte[wire.Length];
                while (Interlocked.Increment(ref next) - 1 is var turn && turn < first + count)
                {
                    if (pace.Next() is var early && early > TimeSpan.FromMilliseconds(1))
                        await Task.Delay(early, Time, stop);
                    var start = Stopwatch.GetTimestamp();
                    wire.Write(request, (int)(turn % options.Numbers), person(turn));
                    var status = await connection.SendAsync(request, stop);
                    tally.Add(status, Stopwatch.GetElapsedTime(start));
                }
            },
            stop)));
        next = first + count;
        return tally.Look();
    }

    private int Conclude(List<Figures> all, List<(long Heap, long WorkingSet)> memory, TimeSpan processor, TimeSpan took)
    {
        var (accepted, refused) = (all.Sum(one => one.Accepted), all.Sum(one => one.Refused));
        Console.WriteLine($"{accepted:N0} accepted, {refused:N0} refused{(refused > 0 ? $" (the last with {all.Max(one => one.LastRefusal)})" : "")}"
            + $" in {took.TotalSeconds:N0} s, {accepted / took.TotalSeconds:N0} a second;"
            + $" {processor.TotalSeconds * 1000 / options.Messages:N3} s of the emulator's processor time for 1,000 sends.");
        if (memory.Count < 4)
        {
            Console.WriteLine("Too few messages to tell whether memory is flat.");
            return 0;
        }

        var isFlat = IsFlat(memory.ConvertAll(one => one.Heap)) && IsFlat(memory.ConvertAll(one => one.WorkingSet));
        Console.WriteLine(isFlat ? "Memory is flat." : "Memory GROWS.");
        return isFlat ? 0 : 1;
    }

    /// <summary>Once everything that is bounded is full, the second half holds no more than the first.</summary>
    private static bool IsFlat(List<long> bytes)
    {
        var half = bytes.Count / 2;
        return bytes.Skip(half).Max() <= bytes.Take(half).Max() * Tolerance;
    }
}
