using System.Diagnostics;

namespace Threadway.Bench.Load;

/// <summary>Hands out the moments of sends, never closer than the rate allows: what was missed is not made up for in a burst.</summary>
internal sealed class Pace(int rate)
{
    private readonly long interval = Stopwatch.Frequency / rate;
    private readonly Lock gate = new();
    private long last;

    /// <summary>How long to wait for the next moment.</summary>
    public TimeSpan Next()
    {
        lock (gate)
        {
            var now = Stopwatch.GetTimestamp();
            last = Math.Max(now, last + interval);
            return Stopwatch.GetElapsedTime(now, last);
        }
    }
}
