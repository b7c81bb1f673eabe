using Threadway.Web.Hosting;

namespace Threadway.Web.Cluster;

/// <summary>The nodes could not agree in time on who does it: nothing was done.</summary>
internal sealed class ClusterUnavailableException(Exception because)
    : UnavailableException("cluster_unavailable", "This service is being put in order just now. Nothing was changed: try again in a moment.", because)
{
    public override TimeSpan RetryAfter => TimeSpan.FromSeconds(2);
}
