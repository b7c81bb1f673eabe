using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Threadway.Load;

/// <summary>A database of its own for a run, empty at first.</summary>
internal abstract class Engine : IAsyncDisposable
{
    public abstract string Name { get; }

    /// <summary>How many nodes can share it.</summary>
    public abstract int MostNodes { get; }

    /// <summary>Rows of a table by the thousand: as quickly as the engine takes them.</summary>
    public abstract Task FillAsync(string table, string[] columns, IEnumerable<object[]> rows);

    public abstract string ConnectionString { get; }

    /// <summary>Beside the app, to fill and to count.</summary>
    public abstract Task<DbConnection> OpenAsync();

    public abstract ValueTask DisposeAsync();
}

internal sealed class SqliteEngine(string parent) : Engine
{
    private readonly DirectoryInfo folder = Directory.CreateDirectory(Path.Combine(parent, $"load-{Guid.NewGuid():N}"));

    public override string Name => "SQLite";

    public override int MostNodes => 1;

    public override string ConnectionString => $"Data Source={Path.Combine(folder.FullName, "threadway.db")}";

    public override async Task<DbConnection> OpenAsync()
    {
        var connection = new SqliteConnection($"{ConnectionString};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    public override async Task FillAsync(string table, string[] columns, IEnumerable<object[]> rows)
    {
        await using var db = await OpenAsync();
        await using var transaction = await db.BeginTransactionAsync();
        await using var insert = db.CreateCommand();
        (insert.Transaction, insert.CommandText) = (transaction, $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@{i}"))})");
        for (var i = 0; i < columns.Length; i++)
            insert.Parameters.Add(new SqliteParameter($"@{i}", null));
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                insert.Parameters[i].Value = row[i];
            await insert.ExecuteNonQueryAsync();
        }
        await transaction.CommitAsync();
    }

    public override ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}

/// <summary>A database on a server that is there.</summary>
internal sealed class PostgresEngine(string server) : Engine
{
    private readonly string name = $"load_{Guid.NewGuid():N}";

    public override string Name => "PostgreSQL";

    public override int MostNodes => 3;

    public override string ConnectionString => new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 30 }.ToString();

    public override async Task<DbConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    public override async Task FillAsync(string table, string[] columns, IEnumerable<object[]> rows)
    {
        await using var db = (NpgsqlConnection)await OpenAsync();
        await using var copy = await db.BeginBinaryImportAsync($"COPY {table} ({string.Join(", ", columns)}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
            await copy.WriteRowAsync(CancellationToken.None, row!);
        await copy.CompleteAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await using var db = new NpgsqlConnection($"{new NpgsqlConnectionStringBuilder(server) { Database = "postgres" }};Pooling=false");
        await db.OpenAsync();
        await using var drop = new NpgsqlCommand($"DROP DATABASE IF EXISTS {name} WITH (FORCE)", db);
        await drop.ExecuteNonQueryAsync();
    }
}
