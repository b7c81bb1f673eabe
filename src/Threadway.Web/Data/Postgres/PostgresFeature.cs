using Microsoft.EntityFrameworkCore;
using Npgsql;
using Threadway.Web.Webhooks;

namespace Threadway.Web.Data.Postgres;

internal static class PostgresFeature
{
    private const int Retries = 6;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    public static void AddPostgres(this WebApplicationBuilder builder, string connectionString)
    {
        var server = ConnectionString.Parse(() => new NpgsqlConnectionStringBuilder(connectionString));
        // What was committed is on the server's disk before anybody is told so, whatever the server's default.
        server.Options = $"{server.Options} -c synchronous_commit=on".TrimStart();
        server.ApplicationName ??= "Threadway";

        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(server));
        builder.Services.AddEngine<PostgresDb>((services, options) => options.UseNpgsql(
            services.GetRequiredService<NpgsqlDataSource>(),
            npgsql => npgsql.EnableRetryOnFailure(Retries, LongestPause, errorCodesToAdd: null)));
        builder.Services.AddSingleton<IWebhookStore, PostgresWebhookStore>();
        builder.Services.AddHostedService<PostgresWebhookIntake>();
    }
}
