using Microsoft.Data.Sqlite;

namespace Threadway.Web.Data.Sqlite;

/// <summary>
/// Brings the write-ahead log into the file. Nearly all of that is done on a connection and a thread of its own, beside the writer; what
/// the writer added meanwhile it brings over itself, which begins the log anew. So no commit waits for long, and the log stays
/// small however long the writing goes on.
/// </summary>
internal sealed class SqliteCheckpoints(SqliteConnectionStringBuilder file) : IDisposable
{
    /// <summary>So many pages of the log are brought over at a time: 64 MB.</summary>
    private const long Portion = 16000;

    /// <summary>So many the writer brings over by itself: a millisecond's work.</summary>
    private const long Remainder = 250;

    /// <summary>More than that is brought over by the writer, whatever it costs: the other cannot keep up.</summary>
    private const long Most = 4 * Portion;

    private SqliteConnection? connection;
    private Task running = Task.CompletedTask;
    private volatile bool isNearlyDone;
    private long pages;

    /// <summary>On the writer's thread.</summary>
    public void AfterCommit(SqliteWriterConnection writer)
    {
        pages += writer.TakePagesWritten();
        if (pages < Portion || !running.IsCompleted) return;

        if (isNearlyDone || pages > Most)
        {
            isNearlyDone = false;
            writer.Execute("PRAGMA wal_checkpoint(PASSIVE)");
            pages = 0;
            return;
        }
        running = Task.Factory.StartNew(BringOver, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public void Dispose()
    {
        running.Wait();
        connection?.Dispose();
    }

    private void BringOver()
    {
        try
        {
            connection ??= Open();
            using var checkpoint = connection.CreateCommand();
            checkpoint.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
            using var result = checkpoint.ExecuteReader();
            isNearlyDone = result.Read() && result.GetInt64(1) - result.GetInt64(2) <= Remainder;
        }
        catch (SqliteException)
        {
            // The log waits; it is tried again after the next commit.
            connection?.Dispose();
            connection = null;
        }
    }

    private SqliteConnection Open()
    {
        var opened = new SqliteConnection(new SqliteConnectionStringBuilder(file.ToString()) { Pooling = false }.ToString());
        opened.Open();
        using var settings = opened.CreateCommand();
        settings.CommandText = "PRAGMA synchronous = FULL";
        settings.ExecuteNonQuery();
        return opened;
    }
}
