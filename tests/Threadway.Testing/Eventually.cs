using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Threadway.Testing;

/// <summary>Looks again until what another part of the system does in its own time is done; fails at a deadline with what it saw last.</summary>
public static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private static readonly JsonSerializerOptions told = new() { ReferenceHandler = ReferenceHandler.IgnoreCycles };

    public static Task TrueAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        HoldsAsync(condition, isTrue => isTrue, what);

    /// <summary>The first value seen for which it holds.</summary>
    public static Task<T> HoldsAsync<T>(Func<Task<T>> look, Func<T, bool> holds, [CallerArgumentExpression(nameof(holds))] string what = "") =>
        HoldsAsync(look, holds, what, Deadline);

    /// <summary>The same with a deadline of one's own.</summary>
    public static async Task<T> HoldsAsync<T>(Func<Task<T>> look, Func<T, bool> holds, string what, TimeSpan deadline)
    {
        using var stop = new CancellationTokenSource(deadline);
        while (true)
        {
            var seen = await look();
            if (holds(seen)) return seen;
            if (stop.IsCancellationRequested)
                Assert.Fail($"Not within {deadline.TotalSeconds:0.###} s: {what}\nLast seen: {Shown(seen)}");
            await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private static string Shown(object? seen) => seen switch
    {
        null => "null",
        IEnumerable many and not (string or JsonNode) => $"[{string.Join(", ", many.Cast<object?>().Select(Shown))}]",
        // What says of itself nothing but its type is told by its properties.
        _ when seen.ToString() == seen.GetType().ToString() => JsonSerializer.Serialize(seen, told),
        _ => seen.ToString()!,
    };
}
