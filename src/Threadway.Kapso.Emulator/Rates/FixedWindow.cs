namespace Threadway.Kapso.Emulator.Rates;

/// <summary>Counts by key within a window that starts at every whole <paramref name="length"/> of the clock. The caller locks.</summary>
internal sealed class FixedWindow(int limit, TimeSpan length)
{
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private long current;

    public int Limit => limit;

    /// <summary>How many are left for the key at that time.</summary>
    public int Left(string key, DateTimeOffset now)
    {
        var window = now.UtcTicks / length.Ticks;
        if (window != current)
        {
            counts.Clear();
            current = window;
        }

        return limit - counts.GetValueOrDefault(key);
    }

    public void Take(string key) => counts[key] = counts.GetValueOrDefault(key) + 1;

    /// <summary>Whole seconds until the next window.</summary>
    public int SecondsLeft(DateTimeOffset now) =>
        (int)Math.Ceiling(TimeSpan.FromTicks(length.Ticks - (now.UtcTicks % length.Ticks)).TotalSeconds);
}
