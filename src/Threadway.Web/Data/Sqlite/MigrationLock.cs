using Microsoft.Data.Sqlite;
using Threadway.Web.Hosting;

namespace Threadway.Web.Data.Sqlite;

/// <summary>One process at a time: a file beside the database that the system unlocks when its holder ends, however it ends.</summary>
internal static class MigrationLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Held until it is disposed of. A database in memory is its process' own.</summary>
    public static async Task<IAsyncDisposable> TakeAsync(SqliteConnectionStringBuilder database, CancellationToken cancellationToken)
    {
        if (!database.IsFile()) return Stream.Null;

        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        while (true)
        {
            try
            {
                return new FileStream($"{database.DataSource}-migrate", Holding());
            }
            catch (IOException e)
            {
                if (TimeProvider.System.GetUtcNow() > deadline)
                    throw new StartupException($"Another process has been migrating {database.DataSource} for {Patience.TotalMinutes:0} minutes. {e.Message}");
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
    }

    private static FileStreamOptions Holding()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = DatabaseFile.Owner;
        return options;
    }
}
