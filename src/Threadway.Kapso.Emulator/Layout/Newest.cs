namespace Threadway.Kapso.Emulator.Layout;

internal static class Newest
{
    /// <summary>From the end, without a copy of what may be long.</summary>
    public static IEnumerable<T> Of<T>(IReadOnlyList<T> items)
    {
        for (var i = items.Count - 1; i >= 0; i--)
            yield return items[i];
    }
}
