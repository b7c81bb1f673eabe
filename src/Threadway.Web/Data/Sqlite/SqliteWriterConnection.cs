using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace Threadway.Web.Data.Sqlite;

/// <summary>The writer's connection with what is prepared on it. Its transactions come one after the other.</summary>
internal sealed class SqliteWriterConnection : IDisposable
{
    /// <summary>The log is brought into the file by somebody else's connection, so that no commit waits for that.</summary>
    private const string Settings = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 4000; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY;";

    private const int CacheWrites = 9;

    private readonly Dictionary<string, SqliteStatement> statements = [];
    private readonly SqliteConnection connection;
    private readonly SqliteDb context;
    private SqliteTransaction? transaction;

    public SqliteWriterConnection(SqliteConnectionStringBuilder file)
    {
        connection = new(new SqliteConnectionStringBuilder(file.ToString()) { Pooling = false, DefaultTimeout = 4 }.ToString());
        context = new(new DbContextOptionsBuilder<SqliteDb>().UseSqlite(connection).UseSnakeCaseNamingConvention().Options);
        connection.Open();
        Execute(Settings);
    }

    public long LastRow => raw.sqlite3_last_insert_rowid(connection.Handle!);

    /// <summary>How many pages it has put into the log since it was last asked.</summary>
    public int TakePagesWritten()
    {
        _ = raw.sqlite3_db_status(connection.Handle!, CacheWrites, out var pages, out _, 1);
        return pages;
    }

    /// <summary>Prepared the first time.</summary>
    public SqliteStatement this[string text]
    {
        get
        {
            if (!statements.TryGetValue(text, out var statement)) statements[text] = statement = new(connection, text);
            return statement;
        }
    }

    /// <summary>Gives the work a context inside the transaction that runs. It is one and the same each time, for making one takes longer than most work does.</summary>
    public void WithContext(Action<ThreadwayDb> work)
    {
        context.Database.UseTransaction(transaction);
        try
        {
            work(context);
        }
        finally
        {
            context.ChangeTracker.Clear();
            context.Database.UseTransaction(null);
        }
    }

    public void InTransaction(Action<SqliteWriterConnection> work)
    {
        using var begun = connection.BeginTransaction();
        transaction = begun;
        try
        {
            work(this);
            begun.Commit();
        }
        finally
        {
            transaction = null;
        }
    }

    public void Execute(string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values) statement.Dispose();
        context.Dispose();
        connection.Dispose();
    }
}
