using System.Net.NetworkInformation;

namespace Threadway.Cluster.Tests.Support;

/// <summary>Ports that are known before anybody listens, and are the same after a restart: below those that the system lends to outgoing connections.</summary>
internal static class Ports
{
    private const int First = 15_000;
    private const int Last = 32_000;

    private static int last = new Random().Next(First, Last);

    public static int Take()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port).ToHashSet();
        while (true)
        {
            var port = First + (Interlocked.Increment(ref last) % (Last - First));
            if (!taken.Contains(port)) return port;
        }
    }
}
