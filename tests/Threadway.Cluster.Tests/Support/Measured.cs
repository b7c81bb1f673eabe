using System.Diagnostics;

namespace Threadway.Cluster.Tests.Support;

/// <summary>How long something took that was looked for again and again.</summary>
/// <param name="LongestLook">The longest time that one look took: what the machine kept this process and the database waiting for.</param>
internal readonly record struct Measured(TimeSpan Time, TimeSpan LongestLook)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>A look takes milliseconds: where it took this long, the machine was too busy with others to measure anything.</summary>
    private static readonly TimeSpan Starved = TimeSpan.FromMilliseconds(100);

    public bool WasStarved => LongestLook > Starved;

    /// <param name="since">By <see cref="Stopwatch"/>.</param>
    public static async Task<Measured> UntilAsync(long since, Func<Task<bool>> holds, Func<Task<string>> otherwise)
    {
        var longest = TimeSpan.Zero;
        while (true)
        {
            var look = Stopwatch.GetTimestamp();
            var does = await holds();
            if (!does) await Task.Delay(Pause, TimeProvider.System);
            if (Stopwatch.GetElapsedTime(look) is var took && took > longest) longest = took;
            if (does) return new(Stopwatch.GetElapsedTime(since), longest);
            if (Stopwatch.GetElapsedTime(since) > Patience) Assert.Fail($"Not within {Patience.TotalSeconds:0} s: {await otherwise()}");
        }
    }

    public bool IsWithin(TimeSpan bound) => Time <= bound;

    public override string ToString() => $"{Time.TotalSeconds:0.00} s (longest look {LongestLook.TotalMilliseconds:0} ms)";
}
