using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Threadway.Web.Data.Sqlite;
using Threadway.Web.Hosting;

namespace Threadway.Web.Data;

internal static class DataFeature
{
    public const string ConnectionStringName = "Threadway";

    public static WebApplicationBuilder AddThreadwayData(this WebApplicationBuilder builder)
    {
        builder.Services.AddDbContextFactory<ThreadwayDb>((services, options) =>
            Configure(options, services.GetRequiredService<IConfiguration>(), services.GetRequiredService<IHostEnvironment>().ContentRootPath));

        // In the database, so that every node reads the same cookies and the same encrypted sign-in codes.
        builder.Services.AddDataProtection().SetApplicationName("Threadway").PersistKeysToDbContext<ThreadwayDb>();
        return builder;
    }

    private static StartupException Unusable(Exception? because = null) => new(
        $"ConnectionStrings:{ConnectionStringName} must be a SQLite connection string such as 'Data Source=App_Data/threadway.db'.{(because is null ? "" : $" {because.Message}")}");

    private static void Configure(DbContextOptionsBuilder options, IConfiguration configuration, string contentRoot)
    {
        var text = configuration.GetConnectionString(ConnectionStringName);
        if (string.IsNullOrWhiteSpace(text) || text.Contains("Host=", StringComparison.OrdinalIgnoreCase))
            throw Unusable();

        options.UseSqlite(InContentRoot(text, contentRoot)).UseSnakeCaseNamingConvention();
    }

    private static SqliteConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new(connectionString);
        }
        catch (ArgumentException e)
        {
            throw Unusable(e);
        }
    }

    private static string InContentRoot(string connectionString, string contentRoot)
    {
        var sqlite = Parse(connectionString);
        if (sqlite.Mode == SqliteOpenMode.Memory || sqlite.DataSource is ":memory:" or "")
            return sqlite.ToString();

        sqlite.DataSource = Path.GetFullPath(sqlite.DataSource, contentRoot);
        if (sqlite.Mode == SqliteOpenMode.ReadWriteCreate) DatabaseFile.MakePrivate(sqlite.DataSource);
        return sqlite.ToString();
    }
}
