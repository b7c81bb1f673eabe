using System.Diagnostics;

namespace Threadway.Cluster.Tests.Support;

/// <summary>A node that is killed with work in hand, and what becomes of it.</summary>
internal static class Takeover
{
    /// <summary>From the kill to the first event that another node did of those that it had in hand; null where it finished all at the last moment.</summary>
    public static async Task<Measured?> MeasureAsync(Node node, Ledger ledger)
    {
        var name = await ledger.NameOfAsync(node);
        await Eventually.HoldsAsync(() => ledger.HeldByAsync(name), held => held.Count > 0, "the node has work in hand");
        var since = Stopwatch.GetTimestamp();
        node.Process.KillAtOnce();
        var held = await ledger.HeldByAsync(name);

        var byItself = 0;
        var seen = await Measured.UntilAsync(
            since,
            async () =>
            {
                var handled = await ledger.WereHandledByAsync(name, held);
                byItself = handled.Count(itself => itself);
                return handled.Contains(false) || byItself == held.Count;
            },
            () => Task.FromResult($"another node does what {name} held"));
        return byItself == held.Count ? null : seen;
    }
}
