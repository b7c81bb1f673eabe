using System.Net;
using System.Net.Sockets;
using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.Media;

/// <summary>
/// Where a file may be fetched from: the public net over https, and this machine, where a developer's own server runs (at
/// Kapso that is refused too). What lies between, a private network, is nobody's business.
/// </summary>
internal static class SourceAddress
{
    public static void Check(Uri source)
    {
        if (!Fields.IsAllowed(source))
            throw Refusal.Malformed("source must be an https URL (plain http is accepted for this machine alone)");
    }

    /// <summary>Connects to the address that was checked, so that a name cannot lead elsewhere at a second look.</summary>
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        if (!Array.TrueForAll(addresses, address => MayReach(host, address)))
            throw Private();

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Refusal Private() =>
        Refusal.Plain(StatusCodes.Status403Forbidden, "Cannot fetch from private IP addresses: source must be public, or on this machine");

    /// <summary>Loopback only for who asks for it by its name: a public name that leads there is a trick.</summary>
    private static bool MayReach(string host, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (IPAddress.IsLoopback(plain))
            return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host, out _);
        return plain.AddressFamily == AddressFamily.InterNetwork ? IsPublic(plain.GetAddressBytes()) : IsPublicV6(plain.GetAddressBytes());
    }

    private static bool IsPublic(byte[] ip) => ip switch
    {
        [0 or 10 or 127, ..] => false,
        [100, >= 64 and <= 127, ..] => false,
        [169, 254, ..] => false,
        [172, >= 16 and <= 31, ..] => false,
        [192, 168, ..] or [192, 0, 0, _] => false,
        [198, 18 or 19, ..] => false,
        [>= 224, ..] => false,
        _ => true,
    };

    /// <summary>Global unicast, without the parts that carry an IPv4 address inside.</summary>
    private static bool IsPublicV6(byte[] ip) => ip switch
    {
        [0x20, 0x02, ..] => false,
        [0x20, 0x01, 0, 0, ..] => false,
        [>= 0x20 and < 0x40, ..] => true,
        _ => false,
    };
}
