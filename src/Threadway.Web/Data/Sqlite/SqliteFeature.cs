using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Threadway.Web.Webhooks;

namespace Threadway.Web.Data.Sqlite;

internal static class SqliteFeature
{
    /// <summary>None where readers and the writer would wait for each other: opening the context mends that.</summary>
    private const string AppliedMigrations = """
        SELECT migration_id FROM "__EFMigrationsHistory" WHERE (SELECT journal_mode FROM pragma_journal_mode) = 'wal'
        """;

    public static void AddSqlite(this WebApplicationBuilder builder, string connectionString)
    {
        var file = InContentRoot(ConnectionString.Parse(() => new SqliteConnectionStringBuilder(connectionString)), builder.Environment.ContentRootPath);
        builder.Services.AddEngine<SqliteDb>((_, options) =>
        {
            // Here, so that settings which are refused leave no file behind.
            if (file is { Mode: SqliteOpenMode.ReadWriteCreate } && file.IsFile()) DatabaseFile.MakePrivate(file.DataSource);
            options.UseSqlite(file.ToString()).AddInterceptors(SqliteSession.Interceptor);
        });
        builder.Services.AddSingleton(file);
        builder.Services.AddSingleton(new DatabaseAtStart(
            SqliteFactory.Instance.CreateDataSource(new SqliteConnectionStringBuilder(file.ToString()) { Mode = Existing(file.Mode), Pooling = false }.ToString()),
            AppliedMigrations, typeof(SqliteDb)));
        builder.Services.AddSingleton<SqliteCheckpoints>();
        builder.Services.AddSingleton<SqliteClaims>();
        builder.Services.AddSingleton<SqliteWriter>();
        builder.Services.AddSingleton<SqliteWebhookStore>();
        builder.Services.AddSingleton<IGroupWriter, SqliteGroupWriter>();
        builder.Services.AddSingleton<IWebhookStore>(services => services.GetRequiredService<SqliteWebhookStore>());
        builder.Services.AddHostedService(services => services.GetRequiredService<SqliteWebhookStore>());
    }

    private static SqliteOpenMode Existing(SqliteOpenMode mode) => mode == SqliteOpenMode.ReadWriteCreate ? SqliteOpenMode.ReadWrite : mode;

    public static bool IsFile(this SqliteConnectionStringBuilder sqlite) => sqlite.Mode != SqliteOpenMode.Memory && sqlite.DataSource is not (":memory:" or "");

    private static SqliteConnectionStringBuilder InContentRoot(SqliteConnectionStringBuilder sqlite, string contentRoot)
    {
        if (sqlite.IsFile()) sqlite.DataSource = Path.GetFullPath(sqlite.DataSource, contentRoot);
        return sqlite;
    }
}
