using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Threadway.Load;

/// <summary>A database of its own for a run, empty at first.</summary>
internal abstract class Engine : IAsyncDisposable
{
    public abstract string ConnectionString { get; }

    /// <summary>Beside the app, to fill and to count.</summary>
    public abstract Task<DbConnection> OpenAsync();

    public abstract ValueTask DisposeAsync();
}

internal sealed class SqliteEngine(string parent) : Engine
{
    private readonly DirectoryInfo folder = Directory.CreateDirectory(Path.Combine(parent, $"load-{Guid.NewGuid():N}"));

    public override string ConnectionString => $"Data Source={Path.Combine(folder.FullName, "threadway.db")}";

    public override async Task<DbConnection> OpenAsync()
    {
        var connection = new SqliteConnection($"{ConnectionString};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    public override ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
