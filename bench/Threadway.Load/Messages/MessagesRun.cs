using System.Diagnostics;
using System.Globalization;

namespace Threadway.Load.Messages;

/// <summary>
/// How fast numbers send, as the emulator counts it, how soon a lone message goes, what sending costs, and what a long queue does to a
/// start. A line for each with its bar.
/// </summary>
/// <param name="only">Which of a, b, c, d and e.</param>
/// <param name="seconds">Of each pace; null for the usual ones.</param>
/// <param name="queued">How long the long queue is.</param>
internal sealed class MessagesRun(LoadOptions options, IReadOnlyCollection<string> only, int? seconds, int queued)
{
    private const int LoneMessages = 300;
    private const int Counted = 10_000;
    private const int QueueNumbers = 10_000;

    public async Task RunAsync()
    {
        Console.WriteLine("engine      what                                             figure                                                    bar");
        await MeasureAsync(() => new SqliteEngine(options.Folder));
        if (options.Postgres is { } server) await MeasureAsync(() => new PostgresEngine(server));
    }

    private async Task MeasureAsync(Func<Engine> engine)
    {
        if (only.Contains("a")) await With(engine, of => PaceAsync(of, "one dedicated number at 1,000/s", new(1, "dedicated", 1000), seconds ?? 60));
        if (only.Contains("b")) await With(engine, of => PaceAsync(of, "200 coexistence numbers at 5/s", new(200, "coexistence", 5), seconds ?? 30));
        if (only.Contains("c")) await With(engine, LoneAsync);
        if (only.Contains("d")) await With(engine, CostAsync);
        if (only.Contains("e")) await With(engine, of => new LongQueue(of, queued, QueueNumbers).RunAsync((what, figure, bar) => Say(of, what, figure, bar)));
    }

    private static async Task With(Func<Engine> make, Func<Engine, Task> measure)
    {
        await using var engine = make();
        await measure(engine);
    }

    /// <summary>Half of the messages waits when it begins, the other half is queued while it goes. To each recipient few, for WhatsApp lets few go to one.</summary>
    private static async Task PaceAsync(Engine engine, string what, SendingPlan plan, int seconds)
    {
        await using var stage = await SendingStage.OpenAsync(engine, plan);
        var each = plan.PerSecond * seconds;
        var (before, later) = (each - (each / 2), each / 2);
        var total = each * plan.Numbers;
        var recipients = Math.Max(200, plan.PerSecond * 12);
        var known = await stage.Kapso.TotalsAsync();
        var perMessage = await QueueingTimeAsync(stage);
        var begin = TimeProvider.System.GetUtcNow() + (perMessage * before * plan.Numbers * 2) + TimeSpan.FromSeconds(5);
        for (var number = 0; number < plan.Numbers; number++)
            await stage.Program.QueueAsync(number, Enumerable.Range(0, before).Select(message => message % recipients), begin);
        if (TimeProvider.System.GetUtcNow() > begin) throw new InvalidOperationException("Queueing took longer than was left for it.");

        var watching = stage.Kapso.WatchAsync(known.Accepted, total, (begin - TimeProvider.System.GetUtcNow()) + TimeSpan.FromSeconds((seconds * 4) + 30));
        await Task.Delay(begin - TimeProvider.System.GetUtcNow(), TimeProvider.System);
        var cpu = stage.Nodes.ProcessorTime;
        var queueing = QueueMeanwhileAsync(stage, plan, before, later, recipients, seconds);
        var (accepted, took) = await watching;
        await queueing;
        var books = await stage.Kapso.TotalsAsync();
        Say(
            engine, $"{what}, {seconds} s",
            string.Create(CultureInfo.InvariantCulture, $"{accepted / took.TotalSeconds:N0}/s{(accepted < total ? " (not all)" : "")}; busiest {books.Busiest:N0}; {books.Refused - known.Refused:N0} refused; {(stage.Nodes.ProcessorTime - cpu) / took:N2} cores; queued {1 / perMessage.TotalSeconds:N0}/s"),
            string.Create(CultureInfo.InvariantCulture, $"busiest <= {plan.PerSecond:N0}, none refused"));
    }

    /// <summary>How long one message takes to be queued, of a thousand that nobody will ever send; those before them warm.</summary>
    private static async Task<TimeSpan> QueueingTimeAsync(SendingStage stage)
    {
        const int Batches = 4, Batch = 1000;
        var never = TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(30);
        var begun = 0L;
        for (var batch = 0; batch < Batches; batch++)
        {
            begun = Stopwatch.GetTimestamp();
            await stage.Program.QueueAsync(0, Enumerable.Range(8_000_000 + (batch * Batch), Batch), never);
        }
        return Stopwatch.GetElapsedTime(begun) / Batch;
    }

    /// <summary>In the first half of the time, so that the queue is never what is waited for.</summary>
    private static async Task QueueMeanwhileAsync(SendingStage stage, SendingPlan plan, int before, int later, int recipients, int seconds)
    {
        const int AtOnce = 500;
        var calls = Enumerable.Range(0, plan.Numbers)
            .SelectMany(number => Enumerable.Range(before, later).Chunk(AtOnce).Select(some => (Number: number, Recipients: some.Select(message => message % recipients)))).ToList();
        var pause = TimeSpan.FromSeconds(seconds / 2.0 / Math.Max(1, calls.Count));
        using var timer = new PeriodicTimer(pause);
        foreach (var call in calls)
        {
            await stage.Program.QueueAsync(call.Number, call.Recipients);
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>One at a time, each to a number that sent a moment ago, and each to one that nobody sends for.</summary>
    private static async Task LoneAsync(Engine engine)
    {
        await using var stage = await SendingStage.OpenAsync(engine, new(LoneMessages + 1, "dedicated", 80));
        const int WarmUp = 50;
        foreach (var cold in (bool[])[false, true])
        {
            var times = new List<double>(LoneMessages);
            for (var message = cold ? 0 : -WarmUp; message < LoneMessages; message++)
            {
                // A pace that no pair limit touches.
                var took = await LoneMessage.SendAsync(stage, cold ? message + 1 : 0, recipient: message + WarmUp);
                if (message >= 0) times.Add(took.TotalMilliseconds);
                await Task.Delay(TimeSpan.FromMilliseconds(150 + (message % 50)), TimeProvider.System);
            }
            times.Sort();
            Say(
                engine, $"a lone message, {(cold ? "cold" : "warm")} sender",
                string.Create(CultureInfo.InvariantCulture, $"p50 {times[times.Count / 2]:N1} ms; p99 {times[times.Count * 99 / 100]:N1} ms; slowest {times[^1]:N1} ms"),
                "p50 25 ms, p99 100 ms");
        }
    }

    private static async Task CostAsync(Engine engine)
    {
        await using var stage = await SendingStage.OpenAsync(engine, new(1, "dedicated", 1000));
        const int WarmUp = 5000;
        await SendAllAsync(stage, 0, WarmUp);
        var before = stage.Nodes.ProcessorTime;
        await SendAllAsync(stage, WarmUp, Counted);
        Say(
            engine, $"{Counted:N0} messages, queued and sent",
            string.Create(CultureInfo.InvariantCulture, $"{(stage.Nodes.ProcessorTime - before).TotalSeconds:N1} CPU s; peak {stage.Nodes.PeakBytes / 1_000_000.0:N0} MB"),
            "");
    }

    private static async Task SendAllAsync(SendingStage stage, int first, int count)
    {
        var before = await stage.Kapso.TotalsAsync();
        var watching = stage.Kapso.WatchAsync(before.Accepted, count, TimeSpan.FromMinutes(3));
        await stage.Program.QueueAsync(0, Enumerable.Range(first, count));
        await watching;
        // Their results are written.
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
    }

    private static void Say(Engine engine, string what, string figure, string bar) => Console.WriteLine($"{engine.Name,-10}  {what,-47}  {figure,-56}  {bar}");
}
