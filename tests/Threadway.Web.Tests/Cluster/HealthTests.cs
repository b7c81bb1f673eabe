using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Threadway.Web.Cluster;
using Threadway.Web.Data;
using Threadway.Web.Data.Sqlite;

namespace Threadway.Web.Tests.Cluster;

/// <summary>What a balancer is told of a node: send requests here, or not; and what a supervisor is told: it lives.</summary>
public sealed class HealthTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_is_ready_when_it_has_started_and_no_more_as_soon_as_it_is_asked_to_stop()
    {
        await using var app = await ThreadwayApp.StartAsync(("Cluster:DrainDelay", "00:00:00"));
        using var stranger = app.Anonymous();
        await Eventually.HoldsAsync(() => StatusAsync(stranger, "/health/ready"), status => status == HttpStatusCode.OK);

        await app.Services.GetRequiredService<Draining>().RunAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(stranger, "/health/ready"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(stranger, "/health/live"));
        Assert.NotEqual(HttpStatusCode.ServiceUnavailable, await StatusAsync(stranger, "/sign-in"));
    }

    [Fact]
    public async Task A_database_that_does_not_answer_makes_a_node_unready()
    {
        var nowhere = new NoDatabase($"Data Source={Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"), "threadway.db")};Mode=ReadWrite");

        var health = await new DatabaseHealth(nowhere).CheckHealthAsync(new(), Stop);

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Stop);
        return answer.StatusCode;
    }

    private sealed class NoDatabase(string connectionString) : IDbContextFactory<ThreadwayDb>
    {
        public ThreadwayDb CreateDbContext() => new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite(connectionString).Options);
    }
}
