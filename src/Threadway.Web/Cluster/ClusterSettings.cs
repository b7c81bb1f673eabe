using System.Net;
using Microsoft.Extensions.Options;
using Threadway.Web.Hosting;

namespace Threadway.Web.Cluster;

/// <summary>Where the nodes reach each other, on PostgreSQL. On SQLite no other node can exist and nothing here is used.</summary>
internal sealed class ClusterSettings
{
    public const string Section = "Cluster";

    public static readonly TimeSpan UsualDrainDelay = TimeSpan.FromSeconds(5);

    /// <summary>Where the other nodes reach this one; 0 takes any free port.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>Where Orleans' own clients and tools would ask; 0 takes any free port.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>The IP address at which the other nodes reach this one; the machine's own where nothing is set.</summary>
    public string? AdvertisedAddress { get; set; }

    /// <summary>
    /// How long a node that is asked to stop says that it takes nothing new before it stops: longer than a balancer needs to notice.
    /// Where nothing is set, <see cref="UsualDrainDelay"/>, and not at all where no other node can take over.
    /// </summary>
    public TimeSpan? DrainDelay { get; set; }
}

internal sealed class ClusterSettingsCheck : IValidateOptions<ClusterSettings>
{
    public ValidateOptionsResult Validate(string? name, ClusterSettings options) => Settings.Check(
        (!IsPort(options.SiloPort), "Cluster:SiloPort must be a port from 1 to 65535, or 0 for any free one."),
        (!IsPort(options.GatewayPort), "Cluster:GatewayPort must be a port from 1 to 65535, or 0 for any free one."),
        (options is { SiloPort: > 0, GatewayPort: > 0 } && options.SiloPort == options.GatewayPort, "Cluster:GatewayPort must be another port than Cluster:SiloPort."),
        (options.DrainDelay is { } delay && (delay < TimeSpan.Zero || delay > TimeSpan.FromMinutes(5)), "Cluster:DrainDelay must lie between 00:00:00 and five minutes."),
        (options.AdvertisedAddress is { Length: > 0 } address && !IsReachable(address),
            $"Cluster:AdvertisedAddress is '{options.AdvertisedAddress}': it must be the IP address at which the other nodes reach this one, such as 10.0.0.5."));

    private static bool IsPort(int port) => port is >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort;

    private static bool IsReachable(string address) =>
        IPAddress.TryParse(address, out var ip) && !ip.Equals(IPAddress.Any) && !ip.Equals(IPAddress.IPv6Any) && !ip.Equals(IPAddress.None);
}
