using System.Net;
using System.Net.Sockets;

namespace Threadway.Testing;

/// <summary>A port that nobody listened at a moment ago: for programs that must be told theirs.</summary>
public static class FreePort
{
    public static int OnLoopback()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
