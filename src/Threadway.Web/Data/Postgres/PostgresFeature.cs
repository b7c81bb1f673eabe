using Microsoft.EntityFrameworkCore;
using Npgsql;
using Threadway.Web.Webhooks;

namespace Threadway.Web.Data.Postgres;

internal static class PostgresFeature
{
    /// <summary>
    /// A node that stands still, or whose machine is gone, keeps its sessions open: what one of them has locked, the others would wait
    /// for as long. So the server ends a session that goes no further in its transaction, or takes nothing of what it is sent.
    /// </summary>
    private const string LetGoOfTheStill = "-c idle_in_transaction_session_timeout=5s -c tcp_user_timeout=5s";

    private const string AppliedMigrations = """SELECT migration_id FROM "__EFMigrationsHistory" """;

    private const int StatementsKept = 100;

    private const int Retries = 6;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    public static void AddPostgres(this WebApplicationBuilder builder, string connectionString)
    {
        var server = ConnectionString.Parse(() => new NpgsqlConnectionStringBuilder(connectionString));
        // What was committed is on the server's disk before anybody is told so, whatever the server's default.
        server.Options = $"{LetGoOfTheStill} {server.Options} -c synchronous_commit=on";
        server.ApplicationName ??= "Threadway";
        // Statements are few and run thousands of times a second: each session plans them once. Nothing is left in a session to be undone.
        if (!server.ShouldSerialize("Max Auto Prepare")) server.MaxAutoPrepare = StatementsKept;
        if (!server.ShouldSerialize("Auto Prepare Min Usages")) server.AutoPrepareMinUsages = 2;
        if (!server.ShouldSerialize("No Reset On Close")) server.NoResetOnClose = true;

        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(server));
        builder.Services.AddEngine<PostgresDb>((services, options) => options.UseNpgsql(
            services.GetRequiredService<NpgsqlDataSource>(),
            npgsql => npgsql.EnableRetryOnFailure(Retries, LongestPause, errorCodesToAdd: [PostgresTrouble.EndedInTransaction])));
        builder.Services.AddSingleton(services =>
            new DatabaseAtStart(services.GetRequiredService<NpgsqlDataSource>(), AppliedMigrations, typeof(PostgresDb)));
        builder.Services.AddSingleton<IWebhookStore, PostgresWebhookStore>();
        builder.Services.AddHostedService<PostgresWebhookIntake>();
        builder.Services.AddSingleton<PostgresGroupWriter>();
        builder.Services.AddSingleton<IGroupWriter>(services => services.GetRequiredService<PostgresGroupWriter>());
        builder.Services.AddHostedService(services => services.GetRequiredService<PostgresGroupWriter>());
    }
}
