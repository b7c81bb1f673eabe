using System.Diagnostics;

namespace Threadway.Bench.Load;

/// <summary>Counts and times of the answers since the last look.</summary>
internal sealed class Tally
{
    private const int Step = 20;

    // Microseconds in steps of 20, up to two seconds.
    private readonly int[] times = new int[100_000];
    private int accepted;
    private int refused;
    private int lastRefusal;
    private long slowest;
    private readonly long since = Stopwatch.GetTimestamp();

    public void Add(int status, TimeSpan took)
    {
        if (status is 200 or 201)
        {
            Interlocked.Increment(ref accepted);
        }
        else
        {
            Interlocked.Increment(ref refused);
            lastRefusal = status;
        }

        InterlockedMax(ref slowest, took.Ticks);
        Interlocked.Increment(ref times[Math.Min(times.Length - 1, (int)(took.TotalMicroseconds / Step))]);
    }

    public Figures Look() => new(
        accepted, refused, lastRefusal, accepted / Stopwatch.GetElapsedTime(since).TotalSeconds, Percentile(0.5), Percentile(0.99),
        TimeSpan.FromTicks(slowest).TotalMilliseconds);

    private static void InterlockedMax(ref long highest, long value)
    {
        for (var seen = Volatile.Read(ref highest); value > seen;)
        {
            var before = Interlocked.CompareExchange(ref highest, value, seen);
            if (before == seen) return;
            seen = before;
        }
    }

    private double Percentile(double share)
    {
        var left = (long)((accepted + refused) * share);
        var step = 0;
        while (step < times.Length - 1 && (left -= times[step]) >= 0)
            step++;
        return step * Step / 1000.0;
    }
}

/// <summary>Times in milliseconds.</summary>
internal sealed record Figures(int Accepted, int Refused, int LastRefusal, double PerSecond, double Median, double Slowest1In100, double Slowest);
