using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Threadway.Web.Webhooks;

namespace Threadway.Web.Data.Sqlite;

internal static class SqliteFeature
{
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
        builder.Services.AddSingleton<SqliteCheckpoints>();
        builder.Services.AddSingleton<SqliteClaims>();
        builder.Services.AddSingleton<SqliteWriter>();
        builder.Services.AddSingleton<SqliteWebhookStore>();
        builder.Services.AddSingleton<IWebhookStore>(services => services.GetRequiredService<SqliteWebhookStore>());
        builder.Services.AddHostedService(services => services.GetRequiredService<SqliteWebhookStore>());
    }

    public static bool IsFile(this SqliteConnectionStringBuilder sqlite) => sqlite.Mode != SqliteOpenMode.Memory && sqlite.DataSource is not (":memory:" or "");

    private static SqliteConnectionStringBuilder InContentRoot(SqliteConnectionStringBuilder sqlite, string contentRoot)
    {
        if (sqlite.IsFile()) sqlite.DataSource = Path.GetFullPath(sqlite.DataSource, contentRoot);
        return sqlite;
    }
}
