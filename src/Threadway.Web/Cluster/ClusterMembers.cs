using Orleans.Runtime;

namespace Threadway.Web.Cluster;

/// <summary>The nodes of the cluster by name.</summary>
/// <param name="Version">Grows with every change.</param>
/// <param name="Here">Those that are there, coming or about to leave.</param>
/// <param name="Gone">Those that died or left, as far back as is remembered; what they held is nobody's.</param>
internal sealed record ClusterMembers(long Version, IReadOnlySet<string> Here, IReadOnlySet<string> Gone)
{
    public static ClusterMembers Of(ClusterMembershipSnapshot snapshot) => new(
        snapshot.Version.Value,
        snapshot.Members.Values.Where(member => member.Status != SiloStatus.Dead).Select(member => member.Name).ToHashSet(),
        snapshot.Members.Values.Where(member => member.Status == SiloStatus.Dead).Select(member => member.Name).ToHashSet());
}

/// <summary>This node's name, apart from the node so that the silo can be named before it is made.</summary>
internal sealed record NodeName(string Value)
{
    public static NodeName Create() => new($"{Environment.MachineName}-{Guid.CreateVersion7():N}");
}
