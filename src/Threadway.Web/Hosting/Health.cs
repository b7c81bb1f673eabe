using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Threadway.Web.Hosting;

/// <summary>What balancers and supervisors ask: whether the process lives, and whether it may be sent requests.</summary>
internal static class Health
{
    /// <summary>A check that hangs is a no.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Adds what must hold before requests are sent here.</summary>
    public static void AddReadiness<TCheck>(this IServiceCollection services, string name)
        where TCheck : class, IHealthCheck =>
        services.AddHealthChecks().AddCheck<TCheck>(name, timeout: Patience);

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
    }
}
