using System.Data.Common;
using Threadway.Web.Hosting;

namespace Threadway.Web.Data;

/// <summary>The one setting that says where everything is kept, and so by which engine.</summary>
internal static class ConnectionString
{
    private const string Name = "Threadway";

    private static readonly string[] OfSqlite = ["Data Source", "DataSource", "Filename"];

    private static readonly string[] OfPostgres = ["Host", "Server"];

    /// <exception cref="StartupException">It is missing, or no engine's.</exception>
    public static (string Text, bool IsPostgres) Read(IConfiguration configuration)
    {
        var text = configuration.GetConnectionString(Name) ?? "";
        var parts = Parse(() => new DbConnectionStringBuilder { ConnectionString = text });
        if (OfPostgres.Any(parts.ContainsKey)) return (text, true);
        if (OfSqlite.Any(parts.ContainsKey)) return (text, false);
        throw Unusable();
    }

    /// <summary>Reads it as its engine does, which knows what may stand in it.</summary>
    /// <exception cref="StartupException">It cannot be read.</exception>
    public static TBuilder Parse<TBuilder>(Func<TBuilder> parse)
    {
        try
        {
            return parse();
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw Unusable(e);
        }
    }

    public static StartupException Unusable(Exception? because = null)
    {
        var reason = because is null ? "" : $" {because.Message.ReplaceLineEndings(" ")}";
        return new($"ConnectionStrings:{Name} must name a database that can be opened: SQLite's such as 'Data Source=App_Data/threadway.db', or PostgreSQL's such as 'Host=localhost;Database=threadway;Username=threadway;Password=...'.{reason}");
    }
}
