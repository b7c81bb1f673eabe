using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Threadway.Web.Cluster;

/// <summary>Whether this node may be sent requests: it belongs to the cluster and is not about to leave.</summary>
internal sealed class NodeHealth(ClusterNode node, Draining draining) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        draining.HasBegun ? HealthCheckResult.Unhealthy("about to stop")
        : node.Started.IsCompletedSuccessfully ? HealthCheckResult.Healthy()
        : HealthCheckResult.Unhealthy("not in the cluster yet"));
}
